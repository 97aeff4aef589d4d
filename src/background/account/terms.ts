/** Whether an account's person still has to accept the terms, as far as the server has said. */
import { hasCode, unlessDefect } from '../../contract/errors.ts';
import { withDeadline } from '../../core/deadline.ts';
import type { ProfileService } from '../../core/profile-service.ts';
import type { StorageItem } from '../../core/storage-item.ts';

export interface Terms {
  required(): boolean;
  /** Reads the state from before the worker was stopped. */
  restore(): Promise<void>;
  /** Asks the server with a short limit: a sign-in must not wait for it. */
  fetch(): Promise<void>;
  accept(): Promise<void>;
  /** Waits for a change. Its refusal may say that the terms are required. */
  observe<T>(change: Promise<T>): Promise<T>;
}

/** Longest wait of a sign-in, ms. After that, the first refused change shows it. */
const patience = 3000;

/** @param service called as the account */
export function createTerms(
  stored: StorageItem<boolean>,
  service: ProfileService,
  changed: () => void,
): Terms {
  let required = false;

  async function set(value: boolean): Promise<void> {
    if (value === required) return;
    await stored.set(value);
    required = value;
    changed();
  }

  return {
    required: () => required,
    async restore() {
      required = (await stored.get()) ?? false;
    },
    // The answer stays unknown if the cloud has no ProfileAPI, or does not answer.
    fetch: () =>
      withDeadline(service.read(), patience)
        .then(({ termsAccepted }) => set(!termsAccepted))
        .catch(unlessDefect),
    async accept() {
      await service.change({ termsAccepted: true });
      await set(false);
    },
    async observe(change) {
      try {
        return await change;
      } catch (error) {
        if (hasCode(error, 'termsRequired')) await set(true);
        throw error;
      }
    },
  };
}

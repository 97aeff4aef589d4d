/** Whether an account's person still has to accept the terms, as far as the server has said. */
import { hasCode, unlessDefect } from '../../contract/errors.ts';
import { withDeadline } from '../../core/deadline.ts';
import type { ProfileService } from '../../core/profile-service.ts';
import type { StorageItem } from '../../core/storage-item.ts';

export interface Terms {
  required(): boolean;
  /** Reads what was known before the worker was stopped. */
  restore(): Promise<void>;
  /** Asks the server, for a moment only: who signs in does not wait for it. */
  fetch(): Promise<void>;
  accept(): Promise<void>;
  /** Waits for a change, whose refusal may say that they are required. */
  observe<T>(change: Promise<T>): Promise<T>;
}

/** How long a sign-in waits to know, ms. Later the first change that is refused tells. */
const patience = 3000;

/** @param service asked as the account */
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
    // A cloud without ProfileAPI, or one that does not answer, leaves it unknown.
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

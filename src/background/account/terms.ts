/** Whether the signed-in person still has to accept the terms, as far as the server has said. */
import { CodedError } from '../../contract/errors.ts';
import { withDeadline } from '../../core/auth/deadline.ts';
import type { ProfileService } from '../../core/profile-service.ts';
import type { Vault } from '../storage/vault.ts';

export interface Terms {
  required(): boolean;
  /** Asks the server, for a moment only: who signs in does not wait for it. */
  fetch(): Promise<void>;
  accept(): Promise<void>;
  /** Waits for a change, whose refusal may say that they are required. */
  observe<T>(change: Promise<T>): Promise<T>;
  forget(): void;
}

/** How long a sign-in waits to know, ms. Later the first change that is refused tells. */
const patience = 3000;

const row = { kind: 'terms', id: 'required' };

export async function restoreTerms(
  vault: Vault,
  service: () => ProfileService,
  account: () => string | null,
  changed: () => void,
): Promise<Terms> {
  const restoredFor = account();
  let required = restoredFor !== null && (await vault.get(restoredFor, row.kind, row.id)) === true;

  /** @param key whose answer it is: somebody else may have signed in meanwhile */
  async function set(key: string | null, value: boolean): Promise<void> {
    if (!key || key !== account() || value === required) return;
    required = value;
    await vault.write(key, [{ ...row, value }]);
    changed();
  }

  return {
    required: () => required,
    async fetch() {
      const key = account();
      try {
        await set(key, !(await withDeadline(service().read(), patience)).termsAccepted);
      } catch (error) {
        // Not known now: a cloud without ProfileAPI, or one that does not answer.
        if (!(error instanceof CodedError)) throw error;
      }
    },
    async accept() {
      const key = account();
      await service().change({ termsAccepted: true });
      await set(key, false);
    },
    async observe(change) {
      const key = account();
      try {
        return await change;
      } catch (error) {
        if (error instanceof CodedError && error.code === 'termsRequired') await set(key, true);
        throw error;
      }
    },
    forget() {
      required = false;
    },
  };
}

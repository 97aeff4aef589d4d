/** Whether the signed-in person still has to accept the terms, as far as the server has said. */
import { CodedError } from '../contract/errors.ts';
import { withDeadline } from '../core/auth/deadline.ts';
import type { ProfileService } from '../core/profile-service.ts';
import type { Vault } from './vault.ts';

export interface Terms {
  required(): boolean;
  /** Asks the server, for a moment only: who signs in does not wait for it. */
  learn(): Promise<void>;
  accept(): Promise<void>;
  /** What a refused change says of it. */
  note(required: boolean): Promise<void>;
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
    async learn() {
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
    note: (value) => set(account(), value),
    forget() {
      required = false;
    },
  };
}

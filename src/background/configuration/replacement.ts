/** Replaces the configuration, by the person's import or by an administrator's policy. */
import type { Configuration } from '../../contract/configuration.ts';
import type { Accounts } from '../account/accounts.ts';
import type { SignIn } from '../account/sign-in.ts';
import type { Screens } from '../browser/screens.ts';
import type { Storage } from '../storage/storage.ts';
import type { CurrentConfiguration } from './configuration.ts';
import type { StoredConfiguration } from './configuration-store.ts';

export interface Replacement {
  /** Replaces the whole configuration, which signs out. Unsent work stays, sealed, for the same account. */
  configure(configuration: Configuration): Promise<void>;
  /**
   * Checks for another configuration in the policy. If the worker dies before the answer, the next one checks again.
   */
  observePolicy(): Promise<void>;
}

export function createReplacement(
  storage: Storage,
  configuration: CurrentConfiguration,
  { session, scope }: Accounts,
  signIn: SignIn,
  { changed }: Screens,
): Replacement {
  async function replace(chosen: StoredConfiguration | null): Promise<void> {
    let leaving = Promise.resolve();
    await configuration.replace(chosen, (before) => {
      leaving = session.replace(before);
    });
    await leaving;
    await Promise.all([scope().projects.forget(), signIn.forget(), session.forgetCredentials()]);
    changed();
  }

  return {
    configure: (wanted) => replace({ from: 'import', configuration: wanted }),
    async observePolicy() {
      if (!storage.starting) return;
      const chosen = await configuration.readPolicy();
      if (chosen !== undefined) await replace(chosen);
      await storage.started();
    },
  };
}

/** What stays of accounts that are not signed in: nothing, but for unsent changes and drafts of a session that just ended. */
import * as v from 'valibot';
import type { Database } from './database.ts';
import { draftKind } from './draft.ts';
import { setting } from './settings.ts';
import { taskKinds } from './stored-tasks.ts';
import type { Vault } from './vault.ts';

export interface LeftAccounts {
  /** Forgets the account, or, when its session ended by itself, all that was not its user's unsent work. */
  leave(account: string, how: 'signedOut' | 'ended'): Promise<void>;
  /** The account's session may end without a word, with the browser: its unsent work is to stay then too. */
  expectEnd(account: string): Promise<void>;
  /** Forgets what a worker that died half-way through a sign-out or sign-in, or the end of the browser, left behind. */
  sweep(signedIn: string | null): Promise<void>;
}

export function createLeftAccounts(database: Database, vault: Vault): LeftAccounts {
  const kept = setting(database, 'endedAccounts', v.array(v.string()));

  async function keep(change: (accounts: Set<string>) => void): Promise<void> {
    const accounts = new Set(await kept.get());
    change(accounts);
    await kept.set([...accounts]);
  }

  const expectEnd = (account: string) => keep((accounts) => accounts.add(account));

  async function leave(account: string, how: 'signedOut' | 'ended'): Promise<void> {
    if (how === 'ended') {
      await expectEnd(account);
      await vault.clear(account, [taskKinds.tasks, taskKinds.fetched, taskKinds.untold]);
      const left = (await vault.count(account, taskKinds.outbox)) + (await vault.count(account, draftKind));
      if (left > 0) return;
    }
    await vault.forget(account);
    await keep((accounts) => accounts.delete(account));
  }

  return {
    leave,
    expectEnd,
    async sweep(signedIn) {
      const keeping = new Set(await kept.get());
      for (const account of await vault.accounts())
        if (account !== signedIn) await leave(account, keeping.has(account) ? 'ended' : 'signedOut');
    },
  };
}

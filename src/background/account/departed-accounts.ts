/** What stays of accounts that are not signed in: nothing, but for unsent changes and drafts of a session that just ended. */
import * as v from 'valibot';
import { createMutex } from '../../core/mutex.ts';
import type { Database } from '../storage/database.ts';
import { setting } from '../storage/settings.ts';
import type { Vault } from '../storage/vault.ts';
import { draftKind } from '../tasks/draft.ts';
import { taskKinds } from '../tasks/stored-tasks.ts';

export interface DepartedAccounts {
  /** Forgets the account, or, when its session ended by itself, all that was not its user's unsent work. */
  leave(account: string, how: 'signedOut' | 'ended'): Promise<void>;
  /**
   * The account's person is here: nobody else decides about their work any more.
   * @param passing its session may end without a word, with the browser: its unsent work is to stay then too
   */
  enter(account: string, passing: boolean): Promise<void>;
  /**
   * Forgets what a worker that died half-way through a sign-out or sign-in, or the end of the browser, left behind.
   * @returns {@link unsettled}
   */
  sweep(signedIn: string | null): Promise<number>;
  /** How much unsent work of others the person who is here has not been asked about yet. */
  unsettled(): Promise<number>;
  /** What becomes of that. What is kept waits for its account, and nobody is asked about it again. */
  settle(unsent: 'keep' | 'discard'): Promise<void>;
}

/** @param present the account that is signed in */
export function createDepartedAccounts(
  database: Database,
  vault: Vault,
  present: () => string | null,
): DepartedAccounts {
  /** Accounts whose unsent work stays, and whether somebody has agreed to that. */
  const kept = setting(database, 'endedAccounts', v.record(v.string(), v.boolean()));
  const serial = createMutex();

  const keep = (account: string, agreed?: boolean) =>
    serial(async () => {
      const { [account]: _, ...others } = (await kept.get()) ?? {};
      await kept.set(agreed === undefined ? others : { ...others, [account]: agreed });
    });

  const unsent = async (account: string) =>
    (await vault.count(account, taskKinds.outbox)) + (await vault.count(account, draftKind));

  async function forget(account: string): Promise<void> {
    await vault.forget(account);
    await keep(account);
  }

  /** Those to be asked about. */
  const open = async () =>
    Object.entries((await kept.get()) ?? {}).flatMap(([account, agreed]) =>
      agreed || account === present() ? [] : account,
    );

  async function unsettled(): Promise<number> {
    let sum = 0;
    for (const account of await open()) sum += await unsent(account);
    return sum;
  }

  /** @param agreed whether somebody has agreed already */
  async function retain(account: string, agreed: boolean): Promise<void> {
    await keep(account, agreed);
    await vault.clear(account, [taskKinds.tasks, taskKinds.fetched, taskKinds.unannounced, taskKinds.first]);
    if (!(await unsent(account))) await forget(account);
  }

  return {
    leave: (account, how) => (how === 'ended' ? retain(account, false) : forget(account)),
    enter: (account, passing) => keep(account, passing ? false : undefined),
    async sweep(signedIn) {
      const keeping = (await kept.get()) ?? {};
      for (const account of await vault.accounts()) {
        if (account === signedIn) continue;
        const agreed = keeping[account];
        await (agreed === undefined ? forget(account) : retain(account, agreed));
      }
      return unsettled();
    },
    unsettled,
    async settle(decision) {
      for (const account of await open()) await (decision === 'keep' ? keep(account, true) : forget(account));
    },
  };
}

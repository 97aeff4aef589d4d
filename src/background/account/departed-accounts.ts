/** The data of accounts that are not signed in: only unsent changes and drafts, until their person is back. */
import * as v from 'valibot';
import type { Departure } from '../../core/auth/session.ts';
import { createMutex } from '../../core/mutex.ts';
import { lazy } from '../lazy.ts';
import type { Database } from '../storage/database.ts';
import { setting } from '../storage/settings.ts';
import type { Vault } from '../storage/vault.ts';
import { taskKinds } from '../tasks/stored-tasks.ts';

export interface DepartedAccounts {
  /**
   * Forgets the account if its person has signed out; otherwise removes everything except unsent work.
   * @param removeRecord called once the decision about the rest is stored
   */
  leave(account: string, how: Departure, removeRecord?: () => Promise<void>): Promise<void>;
  /** The account's person is back: nobody else decides about their work any more. */
  enter(account: string): Promise<void>;
  /**
   * Finishes the sign-out of a worker that died, or the end of a session that ended with the browser. Unsent work stays
   * unless its person has given it up.
   * @returns {@link unsettled}
   */
  sweep(signedIn: string | null): Promise<number>;
  /** Number of unsent changes of other accounts that the present person has not been asked about. */
  unsettled(): Promise<number>;
  /** Keeps or discards them. Kept work waits for its account, and nobody is asked about it again. */
  settle(unsent: 'keep' | 'discard'): Promise<void>;
}

/** Kinds of rows with the person's work that no server has. */
const unsentKinds = [taskKinds.outbox, taskKinds.draft];

/** The decision about an account that is not here: true keeps its work, `forget` removes all of it. */
const marks = v.record(v.string(), v.union([v.boolean(), v.literal('forget')]));
type Mark = true | 'forget' | null;

/** @param present the signed-in account */
export function createDepartedAccounts(
  database: Database,
  vault: Vault,
  present: () => string | null,
): DepartedAccounts {
  const marked = setting(database, 'endedAccounts', marks);
  const serial = createMutex();
  /** Accounts with unsent work, present or not. The list is cached, because every change reads it. */
  let holding = lazy(vault.accounts);
  const readAgain = () => {
    holding = lazy(vault.accounts);
  };

  const mark = (account: string, decision: Mark) =>
    serial(async () => {
      const { [account]: before, ...others } = (await marked.get()) ?? {};
      if (before !== decision)
        await marked.set(decision === null ? others : { ...others, [account]: decision });
    });

  const unsent = async (account: string) => {
    const counts = await Promise.all(unsentKinds.map((kind) => vault.count(account, kind)));
    return counts.reduce((sum, count) => sum + count, 0);
  };

  async function forget(account: string): Promise<void> {
    await vault.forget(account);
    await mark(account, null);
    readAgain();
  }

  async function retain(account: string): Promise<void> {
    await vault.keepOnly(account, unsentKinds);
    if (!(await unsent(account))) await forget(account);
    readAgain();
  }

  /** The accounts to ask about. */
  async function open(): Promise<string[]> {
    const decided = (await marked.get()) ?? {};
    return (await holding()).filter((account) => account !== present() && decided[account] !== true);
  }

  async function unsettled(): Promise<number> {
    const counts = await Promise.all((await open()).map(unsent));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  return {
    async leave(account, how, removeRecord = async () => {}) {
      // Written first: if the worker dies after this, the next one finishes the sign-out.
      if (how === 'signedOut') await mark(account, 'forget');
      await removeRecord();
      await (how === 'signedOut' ? forget(account) : retain(account));
    },
    async enter(account) {
      await mark(account, null);
      readAgain();
    },
    async sweep(signedIn) {
      if (signedIn) await mark(signedIn, null);
      const decided = (await marked.get()) ?? {};
      for (const account of await vault.accounts())
        if (account !== signedIn) await (decided[account] === 'forget' ? forget(account) : retain(account));
      return unsettled();
    },
    unsettled,
    async settle(decision) {
      for (const account of await open()) await (decision === 'keep' ? mark(account, true) : forget(account));
    },
  };
}

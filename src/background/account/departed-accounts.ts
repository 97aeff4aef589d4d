/** What stays of accounts that are not signed in: nothing but unsent changes and drafts, until their person is back. */
import * as v from 'valibot';
import type { Departure } from '../../core/auth/session.ts';
import { createMutex } from '../../core/mutex.ts';
import type { Database } from '../storage/database.ts';
import { setting } from '../storage/settings.ts';
import type { Vault } from '../storage/vault.ts';
import { draftKind } from '../tasks/draft.ts';
import { taskKinds } from '../tasks/stored-tasks.ts';

export interface DepartedAccounts {
  /**
   * Forgets the account where its person has signed out; otherwise all that is not their unsent work.
   * @param removeRecord called once it is known what is to become of the rest
   */
  leave(account: string, how: Departure, removeRecord?: () => Promise<void>): Promise<void>;
  /** The account's person is here: nobody else decides about their work any more. */
  enter(account: string): Promise<void>;
  /**
   * Finishes what a worker that died half-way through a sign-out, or the end of the browser, left behind. What nobody has
   * given up stays.
   * @returns {@link unsettled}
   */
  sweep(signedIn: string | null): Promise<number>;
  /** How much unsent work of others the person who is here has not been asked about yet. */
  unsettled(): Promise<number>;
  /** What becomes of that. What is kept waits for its account, and nobody is asked about it again. */
  settle(unsent: 'keep' | 'discard'): Promise<void>;
}

/** Kinds of rows that hold what a person has written and no server has. */
const unsentKinds = [taskKinds.outbox, draftKind];

/** What was decided about an account that is not here: its work is kept (true), or everything of it is to go. */
const marks = v.record(v.string(), v.union([v.boolean(), v.literal('forget')]));
type Mark = true | 'forget' | null;

/** @param present the account that is signed in */
export function createDepartedAccounts(
  database: Database,
  vault: Vault,
  present: () => string | null,
): DepartedAccounts {
  const marked = setting(database, 'endedAccounts', marks);
  const serial = createMutex();
  /** Accounts with unsent work, present or not; read once, for each change asks. */
  let holding: Promise<string[]> | null = null;

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
    holding = null;
  }

  async function retain(account: string): Promise<void> {
    await vault.keepOnly(account, unsentKinds);
    if (!(await unsent(account))) await forget(account);
    holding = null;
  }

  /** Those to be asked about. */
  async function open(): Promise<string[]> {
    holding ??= vault.accounts();
    holding.catch(() => {
      holding = null;
    });
    const decided = (await marked.get()) ?? {};
    return (await holding).filter((account) => account !== present() && decided[account] !== true);
  }

  async function unsettled(): Promise<number> {
    const counts = await Promise.all((await open()).map(unsent));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  return {
    async leave(account, how, removeRecord = async () => {}) {
      // Written first: where the worker dies from here on, the next one knows that the person wanted this.
      if (how === 'signedOut') await mark(account, 'forget');
      await removeRecord();
      await (how === 'signedOut' ? forget(account) : retain(account));
    },
    async enter(account) {
      await mark(account, null);
      holding = null;
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

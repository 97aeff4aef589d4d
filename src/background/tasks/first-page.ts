/**
 * The first page of a long list without unsent changes, in a row of its own, because opening the whole list takes long.
 * Every write that changes the list, or leaves a change to send, removes the row in the same transaction.
 */
import type { ListedTask } from '../../contract/operations.ts';
import type { AccountVault, SettingChange, VaultChange } from '../storage/vault.ts';
import { isTask, rowOf, taskKinds } from './stored-tasks.ts';

export interface FirstPage {
  tasks: readonly ListedTask[];
  total: number;
  fetchedAt: number | null;
}

/** @returns null if there is none: then the whole list must be opened */
export async function readFirstPage(vault: AccountVault): Promise<FirstPage | null> {
  const page = (await vault.get(taskKinds.first, 'page')) as FirstPage | null; // sealed by some version of us
  return Array.isArray(page?.tasks) && page.tasks.every(isTask) && page.total ? page : null;
}

/** @param page null removes it */
export const firstPageRow = (page: FirstPage | null) => rowOf(taskKinds.first, 'page', page);

/** A list up to this length opens as fast as a first page. */
const longList = 500;

/** @param isThere whether the account has a stored first page */
export function createFirstPage(vault: AccountVault, isThere: boolean) {
  /** Number of writes that have begun, and of those in progress. */
  let begun = 0;
  let writing = 0;
  return {
    /** Writes rows that change the list. The caller must change the list in the turn in which this resolves. */
    async write(changes: VaultChange[], setting: SettingChange | null): Promise<void> {
      begun += 1;
      writing += 1;
      try {
        await vault.write(isThere ? [...changes, firstPageRow(null)] : changes, { setting });
        isThere = false;
      } finally {
        writing -= 1;
      }
    },
    /**
     * Stores the first page. @param pageNow called while no write is in progress; null if a change is unsent, or the
     * page is unwanted
     */
    async keep(pageNow: () => FirstPage | null): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve));
      const page = pageNow();
      if (isThere || writing > 0 || !page || page.total < longList) return;
      // From now on every write removes the row, and this write is dropped once another has begun.
      isThere = true;
      const seen = begun;
      const still = () => begun === seen && pageNow() !== null;
      await vault.write([firstPageRow(page)], { still, durability: 'relaxed' });
    },
  };
}

/**
 * What a screen shows first of a long list with nothing unsent, in a row of its own: opening all of it takes long. Whatever
 * changes the list, or leaves something to send, removes it in the same moment.
 */
import type { ListedTask } from '../../contract/operations.ts';
import type { AccountVault, SettingChange, VaultChange } from '../storage/vault.ts';
import { isTask, rowOf, taskKinds } from './stored-tasks.ts';

export interface FirstPage {
  tasks: readonly ListedTask[];
  total: number;
  fetchedAt: number | null;
}

/** @returns null where there is none: then the list itself has to be opened */
export async function readFirstPage(vault: AccountVault): Promise<FirstPage | null> {
  const page = (await vault.get(taskKinds.first, 'page')) as FirstPage | null; // sealed by some version of us
  return Array.isArray(page?.tasks) && page.tasks.every(isTask) && page.total ? page : null;
}

/** @param page null removes it */
export const firstPageRow = (page: FirstPage | null) => rowOf(taskKinds.first, 'page', page);

/** Up to so many tasks are opened at once as soon. */
const longList = 500;

/** @param isThere whether an account has one */
export function createFirstPage(vault: AccountVault, isThere: boolean) {
  /** Writes that have begun, and of these the ones that have not ended. */
  let begun = 0;
  let writing = 0;
  return {
    /** Writes what makes the list look different. Its caller changes the list in the same turn that this ends in. */
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
    /** Keeps what the list begins with. @param pageNow asked for once no write is half done; null where something is unsent, or nobody wants it any more */
    async keep(pageNow: () => FirstPage | null): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve));
      const page = pageNow();
      if (isThere || writing > 0 || !page || page.total < longList) return;
      // From now on whoever writes removes it, and it is not written any more once somebody has begun to.
      isThere = true;
      const seen = begun;
      const still = () => begun === seen && pageNow() !== null;
      await vault.write([firstPageRow(page)], { still, durability: 'relaxed' });
    },
  };
}

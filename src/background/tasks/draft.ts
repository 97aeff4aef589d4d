/** The unsent form of a new task. It is sealed like all data of the account, and outlives its screen. */
import type { StorageItem } from '../../core/storage-item.ts';
import { type TaskTexts, taskTexts } from '../../domain/task-texts.ts';
import type { AccountVault } from '../storage/vault.ts';
import { vaultItem } from '../storage/vault-item.ts';

export const draftKind = 'draft';

export const draftItem = (vault: AccountVault): StorageItem<TaskTexts> =>
  vaultItem(vault, draftKind, 'add', taskTexts);

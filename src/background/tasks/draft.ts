/** The unsent add form: sealed like everything of the account, so that it outlives its screen. */
import * as v from 'valibot';
import type { DraftForm } from '../../contract/operations.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { AccountVault } from '../storage/vault.ts';
import { vaultItem } from '../storage/vault-item.ts';

export const draftKind = 'draft';

/** A version of us that had fewer fields has left some out. */
const text = v.optional(v.string(), '');
const form = v.object({ name: text, project: text, due: text, description: text });

export const draftItem = (vault: AccountVault): StorageItem<DraftForm> =>
  vaultItem(vault, draftKind, 'add', form);

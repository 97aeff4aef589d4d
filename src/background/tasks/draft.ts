/** The unsent add form: sealed like everything of the account, so that it outlives its screen. */
import * as v from 'valibot';
import type { DraftForm } from '../../contract/operations.ts';
import type { Vault } from '../storage/vault.ts';

export const draftKind = 'draft';
const id = 'add';
const form = v.object({ name: v.string(), project: v.string(), due: v.string(), description: v.string() });

export async function readDraft(vault: Vault, account: string): Promise<DraftForm | null> {
  const parsed = v.safeParse(form, await vault.get(account, draftKind, id));
  return parsed.success ? parsed.output : null;
}

export async function keepDraft(vault: Vault, account: string, draft: DraftForm | null): Promise<void> {
  await vault.write(account, [
    draft ? { kind: draftKind, id, value: draft } : { kind: draftKind, id, remove: true },
  ]);
}

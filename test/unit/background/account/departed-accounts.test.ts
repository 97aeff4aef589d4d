import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createDepartedAccounts,
  type DepartedAccounts,
} from '../../../../src/background/account/departed-accounts.ts';
import { type Database, openDatabase } from '../../../../src/background/storage/database.ts';
import {
  accountVault,
  createVault,
  type Vault,
  vaultItem,
} from '../../../../src/background/storage/vault.ts';
import { taskKinds } from '../../../../src/background/tasks/stored-tasks.ts';
import { taskTexts } from '../../../../src/domain/task-texts.ts';

const [ada, ben, cem] = ['pool/ada', 'pool/ben', 'pool/cem'] as const;

let database: Database;
let vault: Vault;
let left: DepartedAccounts;
let present: string | null;
/** Starts a worker with the stored state. */
function wake(): void {
  vault = createVault(database);
  left = createDepartedAccounts(database, vault, () => present);
}
const draftOf = (account: string) =>
  vaultItem(accountVault(vault, account), taskKinds.draft, 'add', taskTexts);
async function signIn(account: string): Promise<void> {
  present = account;
  await left.enter(account);
}
async function end(account: string, how: 'signedOut' | 'ended' = 'ended'): Promise<void> {
  present = null;
  await left.leave(account, how);
}
const write = (account: string, name: string) =>
  vault.write(account, [{ kind: 'outbox', id: name, value: { name } }]);
const unsent = (account: string) => vault.count(account, 'outbox');

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  database = await openDatabase();
  present = null;
  wake();
});

describe('unsent changes of an account whose session has ended', () => {
  beforeEach(async () => {
    await signIn(ada);
    await write(ada, 'one');
    await draftOf(ada).set({ name: 'half', project: '', due: '', description: '' });
    await end(ada);
  });

  it('are counted, its draft too, for whoever comes next, and not for their own person', async () => {
    await signIn(ben);
    expect(await left.unsettled()).toBe(2);
    wake();
    expect(await left.sweep(ben)).toBe(2);
    await end(ben, 'signedOut');
    await signIn(ada);
    expect(await left.unsettled()).toBe(0);
  });

  it('stay for their person once they are kept, and nobody is asked again, after a new start either', async () => {
    await signIn(ben);
    await left.settle('keep');
    expect(await left.unsettled()).toBe(0);
    await end(ben, 'signedOut');
    wake();
    await left.sweep(null);
    await signIn(cem);
    expect(await left.unsettled()).toBe(0);
    await end(cem, 'signedOut');
    expect(await unsent(ada)).toBe(1);
    expect(await draftOf(ada).get()).toMatchObject({ name: 'half' });
  });

  it('are gone with everything of the account once they are discarded', async () => {
    await signIn(ben);
    await write(ben, 'mine');
    await left.settle('discard');
    expect(await left.unsettled()).toBe(0);
    expect(await vault.accounts()).toEqual([ben]);
    expect(await unsent(ben)).toBe(1);
  });

  it('are asked about anew after a later session of their person ended too', async () => {
    await signIn(ben);
    await left.settle('keep');
    await end(ben, 'signedOut');
    await signIn(ada);
    await write(ada, 'two');
    await end(ada);
    await signIn(ben);
    expect(await left.unsettled()).toBe(3);
  });

  it('of several accounts are one question', async () => {
    await signIn(ben);
    await write(ben, 'two');
    present = null; // the browser ends, and with it a session that was not to outlive it
    wake();
    expect(await left.sweep(null)).toBe(3);
    await signIn(cem);
    await left.settle('keep');
    expect([await unsent(ada), await unsent(ben)]).toEqual([1, 1]);
  });
});

it('an account that was left with nothing unsent leaves nothing, and no question', async () => {
  await signIn(ada);
  await vault.write(ada, [{ kind: 'tasks', id: 'one', value: {} }]);
  await end(ada);
  await signIn(ben);
  expect(await left.unsettled()).toBe(0);
  expect(await vault.accounts()).toEqual([]);
});

it('an account that signs out leaves nothing, whatever was unsent', async () => {
  await signIn(ada);
  await write(ada, 'one');
  await end(ada, 'signedOut');
  expect(await vault.accounts()).toEqual([]);
  expect(await left.sweep(null)).toBe(0);
});

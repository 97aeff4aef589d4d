import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAccountStore } from '../../../../src/background/account/session-stores.ts';
import { asked, type Database, openDatabase } from '../../../../src/background/storage/database.ts';
import { accountVault, createVault, type Vault } from '../../../../src/background/storage/vault.ts';
import { loadAccountTasks } from '../../../../src/background/tasks/account-tasks.ts';
import type { RefreshToken } from '../../../../src/core/auth/tokens.ts';
import { memoryItem } from '../../../background/world/memory-item.ts';

const account = 'pool/sub';
const kind = 'task';
const coded = (code: string) => expect.objectContaining({ code });

let database: Database;
let vault: Vault;
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  database = await openDatabase();
  vault = createVault(database);
});

const rowsOnDisk = () => database(['rows'], (rows) => asked(rows.getAll()));
const write = (id: string, value: unknown) => vault.write(account, [{ kind, id, value }]);

describe('the vault', () => {
  it('gives back what was put in, also to the next worker, and holds none of it in clear', async () => {
    await write('one', { name: 'a secret plan' });
    expect(await createVault(database).all(account, kind)).toEqual(
      new Map([['one', { name: 'a secret plan' }]]),
    );
    const [row] = await rowsOnDisk();
    expect(Buffer.from(row?.sealed ?? new ArrayBuffer()).toString()).not.toContain('secret');
    const key = await database(['keys'], (keys) => asked(keys.get(account)));
    expect(key?.extractable).toBe(false);
  });

  it('opens no row that was moved to another place', async () => {
    await write('one', 'text');
    const [row] = await rowsOnDisk();
    if (row) await database(['rows'], (rows) => rows.put({ ...row, id: 'other' }), 'strict');
    expect(await vault.get(account, kind, 'other')).toBeNull();
    expect(await vault.get(account, kind, 'one')).toBe('text');
  });

  it('leaves nothing of an account that is forgotten, not even what was being written at that moment', async () => {
    await write('one', 'text');
    const refused = expect(write('two', 'text')).rejects.toEqual(coded('sessionChanged'));
    await vault.forget(account);
    await refused;
    expect(await rowsOnDisk()).toEqual([]);
    expect(await database(['keys'], (keys) => asked(keys.getAllKeys()))).toEqual([]);
  });

  it('serves an account that comes back, whatever was left under an older key', async () => {
    await write('one', 'text');
    const orphans = await rowsOnDisk();
    await vault.forget(account);
    for (const row of orphans) await database(['rows'], (rows) => rows.put(row), 'strict');
    await write('two', 'text');
    expect((await vault.all(account, kind)).get('two')).toBe('text');
    expect((await loadAccountTasks(accountVault(vault, account))).list()).toEqual([]);
  });

  it('that has lost its key leaves a guest, not a background that never starts', async () => {
    const store = createAccountStore(database, vault, memoryItem());
    // A refresh token is any text that the user pool calls one.
    const refreshToken = crypto.randomUUID() as RefreshToken;
    await store.set({
      key: account,
      sub: 'sub',
      username: 'ada',
      email: '',
      refreshToken,
      keep: true,
      hosted: false,
    });
    await database(['keys'], (keys) => keys.delete(account), 'strict');
    expect(await createAccountStore(database, createVault(database), memoryItem()).get()).toBeNull();
  });
});

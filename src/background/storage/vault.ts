/**
 * Sealed rows by account. A row is encrypted before it is written (AES-GCM, with a key that cannot be exported). The disk
 * never has an account's data in clear, and deleting the key deletes the data.
 */
import type * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import { parseOrNull } from '../../core/parse.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { asked, type Database, type SealedRow } from './database.ts';
import { loadOrMakeKey, seal, unseal } from './sealing.ts';
import { noteSetting } from './settings.ts';

/**
 * Stores sealed rows. A row that does not open counts as null: its key is gone, it was moved, or a later version wrote
 * it.
 */
export interface Vault {
  get(account: string, kind: string, id: string): Promise<unknown>;
  all(account: string, kind: string): Promise<Map<string, unknown>>;
  count(account: string, kind: string): Promise<number>;
  /**
   * Writes and removes rows of one account in one transaction.
   * @throws CodedError `sessionChanged` if the account was forgotten meanwhile, or `still` is false: nothing is written
   * then
   */
  write(account: string, changes: VaultChange[], options?: WriteOptions): Promise<void>;
  /** Removes every row of the account except these kinds. */
  keepOnly(account: string, kinds: readonly string[]): Promise<void>;
  /** Removes every row of the account and its key. */
  forget(account: string): Promise<void>;
  /** Moves all rows of an account to another name. After an interruption it can be repeated. */
  move(from: string, to: string): Promise<void>;
  /** Every account that has a key: rows without a key cannot be read. */
  accounts(): Promise<string[]>;
}

export type VaultChange =
  | { kind: string; id: string; value: unknown }
  | { kind: string; id: string; remove: true };

/** A new value of a plain setting. */
export interface SettingChange {
  name: string;
  value: unknown;
}

export interface WriteOptions {
  /** A setting that must change in the same transaction. */
  setting?: SettingChange | null;
  /** Checked at the last moment. */
  still?: (() => boolean) | undefined;
  /** `relaxed` for data that can be fetched again: the write does not wait for the disk. */
  durability?: IDBTransactionDurability | undefined;
}

/** One account's part of the vault. */
export interface AccountVault {
  get(kind: string, id: string): Promise<unknown>;
  all(kind: string): Promise<Map<string, unknown>>;
  count(kind: string): Promise<number>;
  write(changes: VaultChange[], options?: WriteOptions): Promise<void>;
}

/**
 * The vault of one account, for the lifetime of its scope.
 * @param signal once it is aborted, nothing is read or written any more: its reason is thrown
 */
export function accountVault(vault: Vault, account: string, signal?: AbortSignal): AccountVault {
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    signal?.throwIfAborted();
    return work();
  };
  return {
    get: (kind, id) => read(() => vault.get(account, kind, id)),
    all: (kind) => read(() => vault.all(account, kind)),
    count: (kind) => read(() => vault.count(account, kind)),
    write: (changes, options) =>
      read(() => {
        const still = () => !signal?.aborted && options?.still?.() !== false;
        return vault.write(account, changes, { ...options, still });
      }),
  };
}

/** One sealed value of one account. A value that does not parse counts as absent. */
export function vaultItem<S extends v.GenericSchema>(
  vault: AccountVault,
  kind: string,
  id: string,
  schema: S,
): StorageItem<v.InferOutput<S>> {
  return {
    get: async () => parseOrNull(schema, await vault.get(kind, id)),
    set: (value) => vault.write([{ kind, id, value }]),
    remove: () => vault.write([{ kind, id, remove: true }]),
  };
}

export function createVault(database: Database): Vault {
  const keys = new Map<string, Promise<CryptoKey>>();

  function keyOf(account: string): Promise<CryptoKey> {
    const known = keys.get(account);
    if (known) return known;
    const key = loadOrMakeKey(database, account);
    keys.set(account, key);
    key.catch(() => keys.delete(account));
    return key;
  }

  const open = async (row: SealedRow) => unseal(await keyOf(row.account), row);

  /** The rows of an account, or of one of its kinds, with their values. */
  async function opened(account: string, ...kind: string[]) {
    const rows = await database(['rows'], (all) =>
      asked<SealedRow[]>(all.getAll(everything(account, ...kind))),
    );
    return Promise.all(rows.map(async (row) => ({ kind: row.kind, id: row.id, value: await open(row) })));
  }

  async function write(
    account: string,
    changes: VaultChange[],
    { setting, still, durability = 'strict' }: WriteOptions = {},
  ): Promise<void> {
    // Sealed first: an IndexedDB transaction does not wait for cryptography.
    const used = keyOf(account);
    const key = await used;
    const sealed = await sealAll(key, account, changes);
    const put = (rows: IDBObjectStore, settings: IDBObjectStore) => {
      if (keys.get(account) !== used || still?.() === false) throw new CodedError('sessionChanged');
      changes.forEach(({ kind, id }, index) => {
        const row = sealed[index];
        if (row) rows.put(row);
        else rows.delete([account, kind, id]);
      });
      if (setting) settings.put(setting.value, setting.name);
    };
    await database(['rows', 'settings'], put, durability);
    if (setting) await noteSetting(database, setting.name, setting.value);
  }

  async function forget(account: string): Promise<void> {
    keys.delete(account);
    const remove = (rows: IDBObjectStore, keys: IDBObjectStore) => {
      rows.delete(everything(account));
      keys.delete(account);
    };
    await database(['rows', 'keys'], remove, 'strict');
  }

  return {
    async get(account, kind, id) {
      const row = await database(['rows'], (rows) =>
        asked<SealedRow | undefined>(rows.get([account, kind, id])),
      );
      return row ? open(row) : null;
    },
    all: async (account, kind) => new Map((await opened(account, kind)).map(({ id, value }) => [id, value])),
    count: (account, kind) => database(['rows'], (rows) => asked(rows.count(everything(account, kind)))),
    write,
    keepOnly: (account, kinds) =>
      database(
        ['rows'],
        async (rows) => {
          // Account, kind and id.
          for (const key of await asked(rows.getAllKeys(everything(account))))
            if (!kinds.includes((key as string[])[1] ?? '')) rows.delete(key);
        },
        'strict',
      ),
    forget,
    async move(from, to) {
      // A row that does not open is useless under any name.
      const moved = (await opened(from)).filter(({ value }) => value !== null);
      await write(to, moved);
      await forget(from);
    },
    accounts: async () => (await database(['keys'], (all) => asked(all.getAllKeys()))).map(String),
  };
}

/** @returns a row for each change; null for one that removes its row */
const sealAll = (key: CryptoKey, account: string, changes: VaultChange[]) =>
  Promise.all(
    changes.map(({ kind, id, ...change }) =>
      'value' in change ? seal(key, { account, kind, id }, change.value) : null,
    ),
  );

/** All rows of an account, or of one of its kinds. */
const everything = (...place: string[]) => IDBKeyRange.bound(place, [...place, []]);

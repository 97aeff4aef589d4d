/**
 * Sealed rows by account. A row is encrypted before it is written (AES-GCM, with a key that cannot be exported). The disk
 * never has an account's data in clear, and deleting the key deletes the data.
 */
import { CodedError } from '../../contract/errors.ts';
import { asked, type Database, type SealedRow } from './database.ts';
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

/** The present version of the values' form. Each row stores it, so that a later version can convert the row. */
const version = 1;

const toBytes = (text: string) => new TextEncoder().encode(text);
const toText = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes);

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

  async function seal(account: string, { kind, id, ...change }: VaultChange): Promise<SealedRow | null> {
    if ('remove' in change) return null;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const clear = toBytes(JSON.stringify(change.value));
    const sealed = await crypto.subtle.encrypt(algorithm(iv, account, kind, id), await keyOf(account), clear);
    return { account, kind, id, iv, sealed, version };
  }

  async function unseal({ account, kind, id, iv, sealed, ...row }: SealedRow): Promise<unknown> {
    if ((row.version ?? 0) > version) return null;
    const key = await keyOf(account);
    const clear = await crypto.subtle
      .decrypt(algorithm(iv, account, kind, id), key, sealed)
      .catch(() => null); // its one failure: it was not sealed with this key, for this place
    return clear && JSON.parse(toText(clear));
  }

  const rowsOf = (account: string, ...kind: string[]) =>
    database(['rows'], (rows) => asked<SealedRow[]>(rows.getAll(everything(account, ...kind))));

  async function write(
    account: string,
    changes: VaultChange[],
    { setting, still, durability = 'strict' }: WriteOptions = {},
  ): Promise<void> {
    // Sealed first: an IndexedDB transaction does not wait for cryptography.
    const key = keyOf(account);
    const sealed = await Promise.all(changes.map((change) => seal(account, change)));
    await key;
    const put = (rows: IDBObjectStore, settings: IDBObjectStore) => {
      if (keys.get(account) !== key || still?.() === false) throw new CodedError('sessionChanged');
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
      return row ? unseal(row) : null;
    },
    async all(account, kind) {
      const rows = await rowsOf(account, kind);
      const values = await Promise.all(rows.map(unseal));
      return new Map(rows.map((row, index) => [row.id, values[index]]));
    },
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
      const rows = await rowsOf(from);
      const values = await Promise.all(rows.map(unseal));
      // A row that does not open is useless under any name.
      const moved = rows.flatMap(({ kind, id }, index) =>
        values[index] === null ? [] : { kind, id, value: values[index] },
      );
      await write(to, moved);
      await forget(from);
    },
    accounts: async () => (await database(['keys'], (all) => asked(all.getAllKeys()))).map(String),
  };
}

/** All rows of an account, or of one of its kinds. */
const everything = (...place: string[]) => IDBKeyRange.bound(place, [...place, []]);

/** The row's place is authenticated with it: a sealed row that was moved does not open. */
function algorithm(iv: Uint8Array<ArrayBuffer>, ...place: string[]): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: toBytes(JSON.stringify(place)) };
}

async function loadOrMakeKey(database: Database, account: string): Promise<CryptoKey> {
  const keyIn = (keys: IDBObjectStore) => asked<CryptoKey | undefined>(keys.get(account));
  const stored = await database(['keys'], keyIn);
  if (stored) return stored;
  const extractable = false;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, extractable, [
    'encrypt',
    'decrypt',
  ]);
  const keep = async (keys: IDBObjectStore) => {
    const winner = (await keyIn(keys)) ?? made;
    keys.put(winner, account);
    return winner;
  };
  return database(['keys'], keep, 'strict');
}

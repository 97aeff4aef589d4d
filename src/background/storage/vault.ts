/**
 * Sealed rows by account. A row is encrypted before the first write (AES-GCM, a key that can't be exported), so that
 * nothing of an account lies on disk in clear, and forgetting the key forgets the account.
 */
import { CodedError } from '../../contract/errors.ts';
import type { Database, SealedRow } from './database.ts';
import { noteSetting } from './settings.ts';

/** A row that does not open, because its key is gone or it was moved, counts as null. */
export interface Vault {
  get(account: string, kind: string, id: string): Promise<unknown>;
  all(account: string, kind: string): Promise<Map<string, unknown>>;
  count(account: string, kind: string): Promise<number>;
  /**
   * Writes and removes rows of one account in one transaction; strictly durable when it resolves.
   * @param setting what has to change together with them
   * @param still asked at the last moment, of what can be made anew: it is not waited for until it is on the disk
   * @throws CodedError `sessionChanged` when the account was forgotten meanwhile, or not `still`: nothing is written then
   */
  write(
    account: string,
    changes: VaultChange[],
    setting?: SettingChange | null,
    still?: () => boolean,
  ): Promise<void>;
  /** Removes every row of the kinds. */
  clear(account: string, kinds: string[]): Promise<void>;
  /** Removes every row of the account and its key. */
  forget(account: string): Promise<void>;
  /** Every account that has a key: nobody reads a row without one. */
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

  async function seal(account: string, kind: string, id: string, value: unknown): Promise<SealedRow> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const clear = toBytes(JSON.stringify(value));
    const sealed = await crypto.subtle.encrypt(algorithm(iv, account, kind, id), await keyOf(account), clear);
    return { account, kind, id, iv, sealed };
  }

  async function unseal({ account, kind, id, iv, sealed }: SealedRow): Promise<unknown> {
    const key = await keyOf(account);
    const clear = await crypto.subtle
      .decrypt(algorithm(iv, account, kind, id), key, sealed)
      .catch(() => null); // its one failure: it was not sealed with this key, for this place
    return clear && JSON.parse(toText(clear));
  }

  const everything = (account: string, kind: string) =>
    IDBKeyRange.bound([account, kind], [account, kind, []]);

  return {
    async get(account, kind, id) {
      const row = await database.get('rows', [account, kind, id]);
      return row ? unseal(row) : null;
    },
    async all(account, kind) {
      const rows = await database.getAll('rows', everything(account, kind));
      const values = await Promise.all(rows.map(unseal));
      return new Map(rows.map((row, index) => [row.id, values[index]]));
    },
    count: (account, kind) => database.count('rows', everything(account, kind)),
    async write(account, changes, setting, still) {
      // Sealing first: an IndexedDB transaction does not wait for cryptography.
      const key = keyOf(account);
      const sealed = await Promise.all(
        changes.map((change) =>
          'remove' in change ? null : seal(account, change.kind, change.id, change.value),
        ),
      );
      await key;
      if (keys.get(account) !== key || still?.() === false) throw new CodedError('sessionChanged');
      const durability = still ? 'relaxed' : 'strict';
      const transaction = database.transaction(['rows', 'settings'], 'readwrite', { durability });
      const rows = transaction.objectStore('rows');
      changes.forEach((change, index) => {
        const row = sealed[index];
        if (row) rows.put(row);
        else rows.delete([account, change.kind, change.id]);
      });
      if (setting) transaction.objectStore('settings').put(setting.value, setting.name);
      await transaction.done;
      if (setting) await noteSetting(database, setting.name, setting.value);
    },
    async clear(account, kinds) {
      const transaction = database.transaction('rows', 'readwrite');
      for (const kind of kinds) transaction.store.delete(everything(account, kind));
      await transaction.done;
    },
    async forget(account) {
      keys.delete(account);
      const transaction = database.transaction(['rows', 'keys'], 'readwrite', { durability: 'strict' });
      transaction.objectStore('rows').delete(IDBKeyRange.bound([account], [account, []]));
      transaction.objectStore('keys').delete(account);
      await transaction.done;
    },
    accounts: () => database.getAllKeys('keys'),
  };
}

/** The row's place is authenticated with it: a sealed row moved elsewhere does not open. */
function algorithm(iv: Uint8Array<ArrayBuffer>, ...place: string[]): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: toBytes(JSON.stringify(place)) };
}

async function loadOrMakeKey(database: Database, account: string): Promise<CryptoKey> {
  const stored = await database.get('keys', account);
  if (stored) return stored;
  const extractable = false;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, extractable, [
    'encrypt',
    'decrypt',
  ]);
  const transaction = database.transaction('keys', 'readwrite', { durability: 'strict' });
  const winner = (await transaction.store.get(account)) ?? made;
  transaction.store.put(winner, account);
  await transaction.done;
  return winner;
}

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** One sealed thing of one account. */
export interface SealedRow {
  account: string;
  kind: string;
  id: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

interface Schema extends DBSchema {
  /** What is no secret and outlives accounts: configuration, which account is signed in, the guest's identity id. */
  settings: { key: string; value: unknown };
  /** One non-extractable key an account. */
  keys: { key: string; value: CryptoKey };
  rows: { key: [account: string, kind: string, id: string]; value: SealedRow };
}

export type Database = IDBPDatabase<Schema>;

/** The extension's own IndexedDB: out of reach of pages and content scripts in both browsers. */
export function openDatabase(): Promise<Database> {
  return openDB<Schema>('countersign', 1, {
    upgrade(database) {
      database.createObjectStore('settings');
      database.createObjectStore('keys');
      database.createObjectStore('rows', { keyPath: ['account', 'kind', 'id'] });
    },
  });
}

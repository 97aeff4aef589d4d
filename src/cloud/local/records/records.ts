/**
 * The local cloud's records: users, tokens, identities, mails, its own ids and keys.
 *
 * All records are in memory, and reads are immediate. A change is acknowledged only after it is on disk, so a kill at
 * any time loses nothing that was acknowledged.
 */
import { Level } from 'level';
import * as v from 'valibot';
import { makePrivate } from '../private-folder.ts';

/** One kind of record, by key. */
export interface Table<T> {
  get(key: string): T | undefined;
  values(): T[];
  /** `get` sees it at once; resolves once it is safe on disk. */
  put(key: string, value: T): Promise<void>;
  /** Puts all of them, or none if the process dies meanwhile. */
  putAll(entries: readonly (readonly [key: string, value: T])[]): Promise<void>;
  delete(...keys: string[]): Promise<void>;
  clear(): Promise<void>;
}

export interface Records {
  /** The rows under this name, each checked against the schema. @throws if a row on disk does not match it */
  table<S extends v.GenericSchema>(name: string, schema: S): Table<v.InferOutput<S>>;
  close(): Promise<void>;
}

type Change = { type: 'put'; key: string; value: string } | { type: 'del'; key: string };

const separator = '\u0000';

/**
 * @param dir the folder, for its owner alone, made if it is missing; null keeps everything in memory
 * @throws RecordsInUse
 */
export async function openRecords(dir: string | null): Promise<Records> {
  const database = dir === null ? null : await openDatabase(dir);
  const stored = new Map<string, string>(database ? await database.iterator().all() : []);

  // Writes run one after the other: two at once could reach the disk in the other order. After a failed write, memory
  // is ahead of the disk, so every later write fails too and nothing more is acknowledged.
  let written = Promise.resolve();
  const write = (changes: Change[]): Promise<void> => {
    if (database) written = written.then(() => database.batch(changes, { sync: true }));
    return written;
  };

  return {
    table: (name, schema) => createTable(name, schema, stored, write),
    async close() {
      await written.catch(() => undefined); // the caller of that write got its error
      await database?.close();
    },
  };
}

/** Only its owner may read what is in the folder: before it is opened what was there, and then what the opening has made. */
async function openDatabase(dir: string): Promise<Level<string, string>> {
  await makePrivate(dir);
  const database = new Level<string, string>(dir);
  await database.open().catch((error: unknown) => {
    throw isLocked(error) ? new RecordsInUse() : error;
  });
  await makePrivate(dir);
  return database;
}

/** Another process has the folder open. */
export class RecordsInUse extends Error {}

const isLocked = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'LEVEL_LOCKED') ||
    (error.cause !== undefined && isLocked(error.cause)));

function createTable<S extends v.GenericSchema>(
  name: string,
  schema: S,
  stored: ReadonlyMap<string, string>,
  write: (changes: Change[]) => Promise<void>,
): Table<v.InferOutput<S>> {
  const prefix = `${name}${separator}`;
  const rows = new Map<string, v.InferOutput<S>>();
  for (const [key, text] of stored) {
    if (key.startsWith(prefix)) rows.set(key.slice(prefix.length), v.parse(schema, JSON.parse(text)));
  }
  return {
    get: (key) => rows.get(key),
    values: () => [...rows.values()],
    put(key, value) {
      return this.putAll([[key, value]]);
    },
    putAll(entries) {
      for (const [key, value] of entries) rows.set(key, value);
      return write(
        entries.map(([key, value]) => ({ type: 'put', key: prefix + key, value: JSON.stringify(value) })),
      );
    },
    delete(...keys) {
      for (const key of keys) rows.delete(key);
      return write(keys.map((key) => ({ type: 'del', key: prefix + key })));
    },
    clear() {
      return this.delete(...rows.keys());
    },
  };
}

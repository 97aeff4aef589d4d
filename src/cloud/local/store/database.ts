/** The tables, with the features that dynalite lacks: transactions, writes that survive a kill, time to live. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Table } from '../model.ts';
import { makePrivate } from '../private-folder.ts';
import { type EngineOperation, openEngine, type Params } from './engine.ts';
import { createSweeper } from './expiry.ts';
import { createJournal } from './journal.ts';
import { type SimulatedLoad, whileInFlight } from './simulated-load.ts';
import { createTableRegistry, ensureTables, type TableRegistry } from './tables.ts';
import { tryTransaction } from './transaction.ts';
import { tokenTable } from './transaction-tokens.ts';
import { keyOf, tryWrite, type WriteKind } from './write.ts';

export interface DatabaseOptions {
  /** Folder of the data; null keeps everything in memory. */
  dir: string | null;
  tables: readonly Table[];
  /** Epoch ms. */
  clock: () => number;
  onCrashPoint: () => void;
  /** Simulates contention between writes, as on AWS; on one machine there is none. */
  load?: SimulatedLoad;
}

export interface Database {
  /** Runs one request after the other. @throws StoreFailure */
  call(operation: string, params: Params): Promise<Params>;
  close(): Promise<void>;
}

const plainWrites = new Map<string, WriteKind>([
  ['DeleteItem', 'Delete'],
  ['PutItem', 'Put'],
  ['UpdateItem', 'Update'],
]);

/** Opens the tables. It first finishes the writes that a killed process had begun. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dir, clock } = options;
  if (dir) await makePrivate(dir);
  const all = [...options.tables, tokenTable];
  const main = await openEngine(dir && path.join(dir, 'rows'));
  const scratch = await openEngine(null);
  await ensureTables(main, all);
  if (dir) await makePrivate(dir); // with what the engine has made in it
  await ensureTables(scratch, options.tables);

  const apply = ({ table, key, item }: { table: string; key: Params; item: Params | null }) =>
    item
      ? main.run('PutItem', { TableName: table, Item: item })
      : main.run('DeleteItem', { TableName: table, Key: key });
  const journal = createJournal(dir && path.join(dir, 'journal.json'), apply, options.onCrashPoint);
  await journal.recover();

  const tables: TableRegistry = createTableRegistry(options.tables);
  const sweep = createSweeper(main, journal, tables, all);

  async function perform(operation: string, params: Params): Promise<Params> {
    await sweep(clock());
    const write = plainWrites.get(operation);
    if (write) {
      const { answer, image } = await tryWrite(main, scratch, tables, write, params);
      if (image) await journal.commit([image]);
      return answer;
    }
    if (operation === 'TransactWriteItems') {
      const images = await tryTransaction(main, scratch, tables, params, clock());
      if (images.length > 0) await journal.commit(images);
      return {};
    }
    if (operation === 'GetItem') keyOf(tables, params); // refuses an empty key
    return main.run(operation as EngineOperation, params); // an unknown operation is refused there
  }

  // The journal holds one entry, and a transaction must not see a half-done one, so requests run one at a time.
  let last: Promise<unknown> = Promise.resolve();
  const serially = (operation: string, params: Params) => {
    const result = last.then(() => perform(operation, params));
    last = result.catch(() => {});
    return result;
  };
  const { load } = options;
  return {
    call: (operation, params) =>
      load
        ? whileInFlight(load, tables, operation, params, () => serially(operation, params))
        : serially(operation, params),
    async close() {
      await last;
      await main.close();
      await scratch.close();
    },
  };
}

/** Removes the data of a closed database. */
export async function removeDatabase(dir: string): Promise<void> {
  await rm(path.join(dir, 'rows'), { recursive: true, force: true });
  await rm(path.join(dir, 'journal.json'), { force: true });
}

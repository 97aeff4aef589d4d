/** All storage of the background, in the form in which its parts use it. */
import * as v from 'valibot';
import type { StorageItem } from '../../core/storage-item.ts';
import type { Environment } from '../environment.ts';
import type { Database } from './database.ts';
import { type SessionArea, sessionItem } from './session-item.ts';
import { setting } from './settings.ts';
import { createVault, type Vault } from './vault.ts';

export interface Storage {
  database: Database;
  vault: Vault;
  sessionArea: SessionArea;
  /** A plain value on disk. */
  setting<S extends v.GenericSchema>(
    name: string,
    schema: S,
    durability?: IDBTransactionDurability,
  ): StorageItem<v.InferOutput<S>>;
  /** A value in memory that outlives the worker. */
  sessionItem<S extends v.GenericSchema>(name: string, schema: S): StorageItem<v.InferOutput<S>>;
  /** Whether this is the first worker since the browser was started. */
  starting: boolean;
  /** Records that this worker has started: the next one is not the first. */
  started(): Promise<void>;
}

export async function openStorage({
  openDatabase,
  sessionArea,
}: Pick<Environment, 'openDatabase' | 'sessionArea'>): Promise<Storage> {
  const started = sessionItem('started', v.literal(true), sessionArea);
  const [database, known] = await Promise.all([openDatabase(), started.get()]);
  return {
    database,
    vault: createVault(database),
    sessionArea,
    setting: (name, schema, durability) => setting(database, name, schema, durability),
    sessionItem: (name, schema) => sessionItem(name, schema, sessionArea),
    starting: known === null,
    started: () => started.set(true),
  };
}

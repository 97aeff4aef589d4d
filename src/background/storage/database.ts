/** The extension's own IndexedDB. Pages and content scripts cannot reach it in either browser. */

/** A sealed value of one account. */
export interface SealedRow {
  account: string;
  kind: string;
  id: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  /** The version of its value's form; 0 if absent. */
  version?: number;
}

/**
 * `settings`: durable values that are no secret, by name: the configuration, the signed-in account, the guest's
 * identity id. `keys`: one non-extractable key for each account. `rows`: {@link SealedRow}, by account, kind and id.
 */
export type StoreName = 'settings' | 'keys' | 'rows';

/**
 * Runs work in one transaction: all of it, or nothing if it fails. A browser may close a database under a living worker
 * (its data are cleared, its disk is slow). It is then opened again, and the work runs again from its start.
 *
 * @param stores passed to `work`, in this order
 * @param work must issue all its requests in the turns of {@link asked}: a transaction waits for nothing else
 * @param durability given for a write: resolves once the data is that durable
 */
export type Database = <T>(
  stores: readonly StoreName[],
  work: (...stores: IDBObjectStore[]) => T | Promise<T>,
  durability?: IDBTransactionDurability,
) => Promise<T>;

/** The result of a request. */
export function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export async function openDatabase(): Promise<Database> {
  let connection: Promise<IDBDatabase> | null = null;

  function connect(): Promise<IDBDatabase> {
    const opened = open();
    connection = opened;
    const forget = () => {
      if (connection === opened) connection = null;
    };
    opened.then((database) => {
      database.onclose = forget;
    }, forget);
    return opened;
  }

  await connect();
  return async (stores, work, durability) => {
    const current = connection ?? connect();
    try {
      return await transact(await current, stores, work, durability);
    } catch (error) {
      // The connection was closed without a notice.
      if (!(error instanceof Error && error.name === 'InvalidStateError')) throw error;
      if (connection === current) connection = null;
      return transact(await (connection ?? connect()), stores, work, durability);
    }
  };
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('countersign', 1);
  request.onupgradeneeded = () => {
    const database = request.result;
    database.createObjectStore('settings');
    database.createObjectStore('keys');
    database.createObjectStore('rows', { keyPath: ['account', 'kind', 'id'] });
  };
  return asked(request);
}

async function transact<T>(
  connection: IDBDatabase,
  stores: readonly StoreName[],
  work: (...stores: IDBObjectStore[]) => T | Promise<T>,
  durability?: IDBTransactionDurability,
): Promise<T> {
  const mode = durability ? 'readwrite' : 'readonly';
  const transaction = connection.transaction(stores, mode, { durability: durability ?? 'default' });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'));
  });
  done.catch(() => {}); // the caller gets the error
  try {
    const value = await work(...stores.map((name) => transaction.objectStore(name)));
    if (durability) await done;
    return value;
  } catch (error) {
    if (transaction.error === null) abort(transaction);
    throw error;
  }
}

/** Aborts a transaction, unless it has ended. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended.
  }
}

/** The extension's own IndexedDB: out of reach of pages and content scripts in both browsers. */

/** One sealed thing of one account. */
export interface SealedRow {
  account: string;
  kind: string;
  id: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  /** Which form its value has; 0 where it says nothing. */
  version?: number;
}

/**
 * `settings`: what is no secret and outlives accounts, by name: configuration, which account is signed in, the guest's
 * identity id. `keys`: one non-extractable key an account. `rows`: {@link SealedRow}, by account, kind and id.
 */
export type StoreName = 'settings' | 'keys' | 'rows';

/**
 * Does something in one transaction: all of it, or nothing where it fails. Browsers close a database under a living worker
 * (its data are cleared, its disk is slow): then it is opened again, and the work is done there from its start.
 *
 * @param stores those that `work` is given, in this order
 * @param work begins all that it does in the turns of {@link asked}: a transaction waits for nothing else
 * @param durability given where something is written: resolves once it is as durable as that
 */
export type Database = <T>(
  stores: readonly StoreName[],
  work: (...stores: IDBObjectStore[]) => T | Promise<T>,
  durability?: IDBTransactionDurability,
) => Promise<T>;

/** What comes of a request. */
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
      // Closed, and nobody has told us.
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
  done.catch(() => {}); // whoever waits for it hears of it
  try {
    const value = await work(...stores.map((name) => transaction.objectStore(name)));
    if (durability) await done;
    return value;
  } catch (error) {
    if (transaction.error === null) abort(transaction);
    throw error;
  }
}

/** Nothing of it stays, where it is not over already. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is over.
  }
}

/** Runs requests under load: they take time, and their items refuse other writes meanwhile. */
import type { Admission, Contention, HotWrite } from './contention.ts';
import { type Item, itemSize, type Params } from './engine.ts';
import { StoreFailure } from './store-failure.ts';
import type { TableRegistry } from './tables.ts';
import { cancelled, transactionWrites } from './transaction.ts';
import { keyOf } from './write.ts';

export interface SimulatedLoad {
  contention: Contention;
  /** The time that a transaction holds its items: resolves when it may continue. */
  hold: () => Promise<void>;
}

const plainWrites = new Set(['DeleteItem', 'PutItem', 'UpdateItem']);

/**
 * Runs a request unless another one is in its way.
 *
 * @throws StoreFailure `TransactionCanceledException`, `TransactionConflictException` or `ThrottlingException`
 */
export async function whileInFlight<T>(
  { contention, hold }: SimulatedLoad,
  tables: TableRegistry,
  operation: string,
  params: Params,
  run: () => Promise<T>,
): Promise<T> {
  const isTransaction = operation === 'TransactWriteItems';
  if (!isTransaction && !plainWrites.has(operation)) return run();
  const writes = isTransaction
    ? transactionWrites(params).map((write) => hotWrite(tables, write.params, 2))
    : [hotWrite(tables, params, 1)];
  const codes = contention.enter(writes);
  if (codes.some((code) => code !== 'None')) {
    throw isTransaction ? cancelled(codes.map(reasonOf)) : refusedWrite(codes);
  }
  try {
    if (isTransaction) await hold();
    return await run();
  } finally {
    contention.leave(writes);
  }
}

const messages: Record<Exclude<Admission, 'None'>, string> = {
  TransactionConflict: 'Transaction is ongoing for the item',
  ThrottlingError: 'Throughput exceeds the current capacity for one or more partitions of the table.',
};

const reasonOf = (Code: Admission) => (Code === 'None' ? { Code } : { Code, Message: messages[Code] });

function refusedWrite([code]: readonly Admission[]): StoreFailure {
  return code === 'TransactionConflict'
    ? new StoreFailure('TransactionConflictException', messages.TransactionConflict)
    : new StoreFailure('ThrottlingException', messages.ThrottlingError);
}

/** @param factor units for each 1,024 bytes. An update counts by its key only: the store has not read its row */
function hotWrite(tables: TableRegistry, params: Params, factor: number): HotWrite {
  const table = tables.get(params.TableName).name;
  const key = keyOf(tables, params);
  const [partition = ''] = Object.values(key).map((value) => JSON.stringify(value));
  const bytes = itemSize((params.Item ?? key) as Item); // validated when it runs
  return {
    partition: `${table} ${partition}`,
    item: `${table} ${JSON.stringify(key)}`,
    units: factor * Math.max(1, Math.ceil(bytes / 1024)),
  };
}

/** Computes the result of one write in a scratch database, so that a refused write changes nothing. */
import type { Engine, Item, Params } from './engine.ts';
import type { RowImage } from './journal.ts';
import { StoreFailure } from './store-failure.ts';
import type { TableRegistry } from './tables.ts';

export type WriteKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

export interface WriteOutcome {
  answer: Params;
  /** Null for a condition check, which writes nothing. */
  image: RowImage | null;
}

/** dynalite takes empty keys, DynamoDB does not. @throws StoreFailure */
function refuseEmptyKey(key: Item): void {
  for (const [name, value] of Object.entries(key)) {
    const kind = value.S === '' ? 'string' : value.B === '' ? 'binary' : null;
    if (kind === null) continue;
    const message = `The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`;
    throw new StoreFailure('ValidationException', `One or more parameter values are not valid. ${message}`);
  }
}

/** A condition check runs as an update without a change; only its condition counts. */
export const operationOf = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'UpdateItem',
} as const;

/** The key of the row that is read or written. @throws StoreFailure */
export function keyOf(tables: TableRegistry, params: Params): Item {
  const table = tables.get(params.TableName);
  const key = tables.keyOf(table, (params.Key ?? params.Item ?? {}) as Item); // validated when it runs
  refuseEmptyKey(key);
  return key;
}

/**
 * @param main the database; only read
 * @param scratch an empty database with the same tables, left empty again
 * @throws StoreFailure; a failed condition carries the row, if the write asked for it
 */
export async function tryWrite(
  main: Engine,
  scratch: Engine,
  tables: TableRegistry,
  kind: WriteKind,
  params: Params,
): Promise<WriteOutcome> {
  const { ReturnValuesOnConditionCheckFailure: onFailure, ...rest } = params;
  if (kind === 'ConditionCheck' && typeof params.ConditionExpression !== 'string') {
    throw new StoreFailure('ValidationException', 'A condition check needs a ConditionExpression');
  }
  const table = tables.get(params.TableName).name;
  const key = keyOf(tables, params);
  const read = { TableName: table, Key: key, ConsistentRead: true };
  const before = (await main.run('GetItem', read)).Item;
  try {
    if (before) await scratch.run('PutItem', { TableName: table, Item: before });
    const answer = await scratch.run(operationOf[kind], rest);
    const after = (await scratch.run('GetItem', read)).Item as Item | undefined; // dynalite's answer
    return { answer, image: kind === 'ConditionCheck' ? null : { table, key, item: after ?? null } };
  } catch (error) {
    const wantsRow = onFailure === 'ALL_OLD' && before !== undefined;
    if (!(error instanceof StoreFailure) || !wantsRow || !isConditionFailure(error)) throw error;
    throw new StoreFailure(error.type, error.message, { Item: before });
  } finally {
    await scratch.run('DeleteItem', { TableName: table, Key: key });
  }
}

export const isConditionFailure = (failure: StoreFailure): boolean =>
  failure.type === 'ConditionalCheckFailedException';

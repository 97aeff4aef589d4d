/**
 * TransactWriteItems: all of its writes, or none.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Engine, itemSize, type Params } from './engine.ts';
import type { RowImage } from './journal.ts';
import { StoreFailure } from './store-failure.ts';
import type { TableRegistry } from './tables.ts';
import { recallToken, tokenImage } from './transaction-tokens.ts';
import { keyOf, operationOf, tryWrite, type WriteKind } from './write.ts';

const mostItems = 100;
const mostBytes = 4 * 1024 * 1024;

const params = v.looseObject({ TableName: v.string() });
const write = v.union([
  v.strictObject({ Put: params }),
  v.strictObject({ Update: params }),
  v.strictObject({ Delete: params }),
  v.strictObject({ ConditionCheck: params }),
]);
const request = v.object({
  TransactItems: v.pipe(v.array(write), v.minLength(1), v.maxLength(mostItems)),
  ClientRequestToken: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(36))),
});

export interface TransactionWrite {
  kind: WriteKind;
  params: Params;
}

/** The writes of a request. @throws StoreFailure `ValidationException` */
export function transactionWrites(body: Params): TransactionWrite[] {
  return parse(body).TransactItems.map((item) => {
    const [entry] = Object.entries(item);
    const [kind, written] = entry as [WriteKind, Params]; // exactly one, by the schema
    return { kind, params: written };
  });
}

function parse(body: Params): v.InferOutput<typeof request> {
  const parsed = v.safeParse(request, body);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new StoreFailure('ValidationException', `${v.getDotPath(issue) ?? 'request'}: ${issue.message}`);
}

/**
 * The rows that the transaction writes; empty if its token was used in the last ten minutes.
 *
 * @param now epoch ms
 * @throws StoreFailure `TransactionCanceledException` with a reason for each item, `ValidationException` or
 * `IdempotentParameterMismatchException`
 */
export async function tryTransaction(
  main: Engine,
  scratch: Engine,
  tables: TableRegistry,
  body: Params,
  now: number,
): Promise<RowImage[]> {
  const writes = transactionWrites(body);
  // A request that is wrong whatever the rows are is refused as such. Only what a row decides cancels a transaction.
  for (const { kind, params } of writes) {
    const { ReturnValuesOnConditionCheckFailure: _, ...rest } = params;
    main.check(operationOf[kind], rest);
  }
  refuseDoubles(tables, writes);
  const token = parse(body).ClientRequestToken;
  const digest = createHash('sha256').update(JSON.stringify(body.TransactItems)).digest('base64');
  if (token !== undefined) {
    const known = await recallToken(main, token, now);
    if (known === digest) return [];
    if (known !== null) {
      throw new StoreFailure(
        'IdempotentParameterMismatchException',
        'The token was used with other parameters.',
      );
    }
  }

  const images: RowImage[] = [];
  const reasons: CancellationReason[] = [];
  for (const { kind, params } of writes) {
    try {
      const { image } = await tryWrite(main, scratch, tables, kind, params);
      if (image) images.push(image);
      reasons.push({ Code: 'None' });
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  if (reasons.some((reason) => reason.Code !== 'None')) throw cancelled(reasons);
  const bytes = images.reduce((sum, image) => sum + (image.item ? itemSize(image.item) : 0), 0);
  if (bytes > mostBytes)
    throw new StoreFailure('ValidationException', 'Collection size of items exceeds 4 MB');
  return token === undefined ? images : [...images, tokenImage(token, digest, now)];
}

function refuseDoubles(tables: TableRegistry, writes: readonly TransactionWrite[]): void {
  const seen = new Set<string>();
  for (const { params } of writes) {
    const row = JSON.stringify([params.TableName, Object.entries(keyOf(tables, params)).sort()]);
    if (seen.has(row)) {
      const message = 'Transaction request cannot include multiple operations on one item';
      throw new StoreFailure('ValidationException', message);
    }
    seen.add(row);
  }
}

export interface CancellationReason {
  Code: string;
  Message?: string;
  Item?: unknown;
}

export function cancelled(reasons: readonly CancellationReason[]): StoreFailure {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new StoreFailure('TransactionCanceledException', message, { CancellationReasons: reasons });
}

const reasonCodes: Record<string, string> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ItemCollectionSizeLimitExceededException: 'ItemCollectionSizeLimitExceeded',
  ValidationException: 'ValidationError',
};

function reasonOf(error: unknown): CancellationReason {
  const code = error instanceof StoreFailure ? reasonCodes[error.type] : undefined;
  if (!(error instanceof StoreFailure) || !code) throw error;
  return { Code: code, Message: error.message, ...error.details };
}

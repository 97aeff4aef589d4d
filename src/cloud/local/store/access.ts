/**
 * The permissions that a request needs: for each call, and each item of a transaction, an action on a table or index.
 */
import type { Params } from './engine.ts';
import { StoreFailure } from './store-failure.ts';
import type { TableRegistry } from './tables.ts';
import { transactionWrites } from './transaction.ts';

export interface Access {
  action: string;
  resource: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const transactionActions = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
} as const;

/** @throws StoreFailure for a malformed request or a table that does not exist */
export function neededAccess(tables: TableRegistry, operation: string, params: Params): Access[] {
  const arn = (name: unknown) => tables.get(name).arn;
  switch (operation) {
    case 'TransactWriteItems':
      return transactionWrites(params).map((write) => ({
        action: transactionActions[write.kind],
        resource: arn(write.params.TableName),
      }));
    case 'BatchGetItem':
      return Object.keys(params.RequestItems ?? {}).map((name) => ({
        action: 'dynamodb:BatchGetItem',
        resource: arn(name),
      }));
    case 'Query':
    case 'Scan': {
      const index = typeof params.IndexName === 'string' ? `/index/${params.IndexName}` : '';
      return [{ action: `dynamodb:${operation}`, resource: `${arn(params.TableName)}${index}` }];
    }
    case 'DeleteItem':
    case 'DescribeTable':
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
      return [{ action: `dynamodb:${operation}`, resource: arn(params.TableName) }];
    default:
      throw new StoreFailure('UnknownOperationException', `The local DynamoDB has no ${operation}.`);
  }
}

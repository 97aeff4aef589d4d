/** Client request tokens of the last ten minutes. They are stored beside the rows, so they survive a restart. */
import type { Table } from '../model.ts';
import type { Engine } from './engine.ts';
import type { RowImage } from './journal.ts';

const keptMs = 10 * 60 * 1000;

/** A table of the store's own. Clients cannot reach it. */
export const tokenTable: Table = {
  name: 'countersign.transaction-tokens',
  arn: '',
  definition: {
    KeySchema: [{ AttributeName: 'token', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'token', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
  timeToLive: 'expiresAt',
};

/** The digest of the transaction that used this token, null if none did in the last ten minutes. */
export async function recallToken(engine: Engine, token: string, now: number): Promise<string | null> {
  const read = { TableName: tokenTable.name, Key: { token: { S: token } }, ConsistentRead: true };
  const { Item: row } = (await engine.run('GetItem', read)) as {
    Item?: { digest: { S: string }; until: { N: string } };
  }; // written below
  return row && Number(row.until.N) > now ? row.digest.S : null;
}

/** The row that stores a token. It is written together with the transaction itself. */
export function tokenImage(token: string, digest: string, now: number): RowImage {
  const until = now + keptMs;
  const key = { token: { S: token } };
  return {
    table: tokenTable.name,
    key,
    item: {
      ...key,
      digest: { S: digest },
      until: { N: String(until) },
      expiresAt: { N: String(Math.ceil(until / 1000)) },
    },
  };
}

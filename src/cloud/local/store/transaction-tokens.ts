/** Client request tokens of the last ten minutes, kept beside the rows so that a restart does not forget them. */
import type { Table } from '../model.ts';
import type { Engine } from './engine.ts';
import type { RowImage } from './journal.ts';

const keptMs = 10 * 60 * 1000;

/** A table of the store's own, out of every client's reach. */
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

/** The digest of the transaction that used this token, null where none did of late. */
export async function recallToken(engine: Engine, token: string, now: number): Promise<string | null> {
  const read = { TableName: tokenTable.name, Key: { token: { S: token } }, ConsistentRead: true };
  const { Item: row } = (await engine.run('GetItem', read)) as {
    Item?: { digest: { S: string }; until: { N: string } };
  }; // written below
  return row && Number(row.until.N) > now ? row.digest.S : null;
}

/** The row that remembers a token, to be written together with the transaction itself. */
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

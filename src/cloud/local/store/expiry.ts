/** Time to live: expired rows are deleted, some time later. */
import type { Table } from '../model.ts';
import type { Engine, Item } from './engine.ts';
import type { Journal } from './journal.ts';
import type { TableRegistry } from './tables.ts';

/** AWS deletes "within a few days". The local cloud checks before a request, at most once in this time. */
const sweepEveryMs = 60 * 60 * 1000;

/** @returns a function that sweeps if it is due; `now` in epoch ms */
export function createSweeper(
  engine: Engine,
  journal: Journal,
  registry: TableRegistry,
  tables: readonly Table[],
): (now: number) => Promise<void> {
  let swept: number | null = null;
  return async (now) => {
    if (swept !== null && Math.abs(now - swept) < sweepEveryMs) return;
    swept = now;
    for (const table of tables) {
      if (table.timeToLive) await sweep(engine, journal, registry, table, table.timeToLive, now);
    }
  };
}

async function sweep(
  engine: Engine,
  journal: Journal,
  registry: TableRegistry,
  table: Table,
  attribute: string,
  now: number,
): Promise<void> {
  let from: unknown;
  do {
    const page = await engine.run('Scan', {
      TableName: table.name,
      FilterExpression: '#expiry < :now',
      ExpressionAttributeNames: { '#expiry': attribute },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) } },
      ...(from ? { ExclusiveStartKey: from } : {}),
    });
    const expired = (page.Items ?? []) as Item[]; // dynalite's answer
    await journal.commit(
      expired.map((item) => ({ table: table.name, key: registry.keyOf(table, item), item: null })),
    );
    from = page.LastEvaluatedKey;
  } while (from);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shardCount } from '../../../src/cloud/handlers/tables/table-shapes.ts';
import { createRoleCredentials } from '../../../src/cloud/local/iam/role-credentials.ts';
import { callersOf } from '../../../src/cloud/local/store/callers.ts';
import { createContention } from '../../../src/cloud/local/store/contention.ts';
import { openStore, type Store } from '../../../src/cloud/local/store/store.ts';
import { projectFolder } from '../../../src/dev/project.ts';
import { costOfUser, costTable } from '../../../src/dev/simulate/cost-of-a-user.ts';
import { replaceTable } from '../../../src/dev/simulate/page.ts';
import { chartOf, runAll, tableOf } from '../../../src/dev/simulate/report.ts';
import { simulateRushHour } from '../../../src/dev/simulate/rush-hour.ts';

describe('the store under load', () => {
  const at = { region: 'us-east-1', account: '000000000000' };
  const counters = {
    name: 'Counters',
    arn: `arn:aws:dynamodb:${at.region}:${at.account}:table/Counters`,
    definition: {
      KeySchema: [{ AttributeName: 'shard', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'shard', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
    timeToLive: null,
  };
  let store: Store;
  let client: DynamoDBDocumentClient;
  let now: number;
  /** Lets the transactions that are in flight go on. */
  let waiting: (() => void)[];

  beforeEach(async () => {
    now = 0;
    waiting = [];
    const credentials = createRoleCredentials();
    store = await openStore({
      dir: null,
      tables: [counters],
      authenticate: callersOf(credentials, at),
      load: {
        contention: createContention({ clock: () => now, unitsPerSecond: 10 }),
        hold: () => new Promise((resolve) => waiting.push(resolve)),
      },
    });
    const policies = [{ Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] }];
    const role = { arn: `arn:aws:iam::${at.account}:role/test`, name: 'test', policies };
    client = DynamoDBDocumentClient.from(
      new DynamoDBClient({
        region: at.region,
        endpoint: store.url,
        credentials: credentials.issue(role, 'test'),
        maxAttempts: 1,
      }),
    );
  });
  afterEach(() => store.close());

  const add = (shard: string) => ({
    TableName: counters.name,
    Key: { shard },
    UpdateExpression: 'ADD added :one',
    ExpressionAttributeValues: { ':one': 1 },
  });
  const transact = (...shards: string[]) =>
    client.send(new TransactWriteCommand({ TransactItems: shards.map((shard) => ({ Update: add(shard) })) }));
  const added = async (shard: string) =>
    (await client.send(new GetCommand({ TableName: counters.name, Key: { shard } }))).Item?.added ?? 0;
  const goOn = async (count: number) => {
    await expect.poll(() => waiting.length).toBe(count);
    for (const resolve of waiting.splice(0)) resolve();
  };

  it('refuses whatever wants a row that a transaction holds, and says which row it was', async () => {
    const first = transact('a', 'b');
    await expect.poll(() => waiting.length).toBe(1);
    await expect(transact('c', 'b')).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    });
    await expect(client.send(new UpdateCommand(add('a')))).rejects.toMatchObject({
      name: 'TransactionConflictException',
    });
    const apart = transact('c');
    await goOn(2);
    await Promise.all([first, apart]);
    expect(await Promise.all(['a', 'b', 'c'].map(added))).toEqual([1, 1, 1]);
  });

  it('takes so many write units a second, twice as many for each row of a transaction', async () => {
    for (let count = 0; count < 4; count++) {
      const made = transact('hot');
      await goOn(1);
      await made;
    }
    await client.send(new UpdateCommand(add('hot')));
    await expect(transact('hot', 'cold')).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'ThrottlingError' }, { Code: 'None' }],
    });
    await client.send(new UpdateCommand(add('hot')));
    await expect(client.send(new UpdateCommand(add('hot')))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    now += 100;
    await client.send(new UpdateCommand(add('hot')));
    expect(await added('hot')).toBe(7);
  });
});

const seeds = process.env.LONG === '1' ? [1, 2, 3, 4, 5, 6, 7, 8] : [1];

describe.each(seeds)('a rush to one project (seed %i)', (seed) => {
  const hour = { seconds: 30, seed };

  it(`breaks one counter, and none of ${shardCount}`, () => {
    const alone = simulateRushHour({ ...hour, shards: 1, changesPerSecond: 200 });
    const shared = simulateRushHour({ ...hour, shards: shardCount, changesPerSecond: 200 });
    expect(alone.busy).toBeGreaterThan(0.3);
    expect(alone.served).toBeLessThan(100);
    expect(shared.busy).toBe(0);
    expect(shared.served).toBeGreaterThan(180);
    expect(shared.p99).toBeLessThan(600);
    expect(shared.tries).toBeLessThan(2);
  });

  it('is borne by twice the shards as half of it by half of them', () => {
    const half = simulateRushHour({ ...hour, shards: 8, changesPerSecond: 100 });
    const whole = simulateRushHour({ ...hour, shards: 16, changesPerSecond: 200 });
    expect(Math.abs(whole.conflicts - half.conflicts)).toBeLessThan(0.05);
  });

  it('is the same at each run with the same seed', () => {
    const once = { shards: 4, changesPerSecond: 100, seconds: 3, seed: 7 };
    expect(simulateRushHour(once)).toEqual(simulateRushHour(once));
  });
});

it('docs/scale.md and its picture are what the simulation says', async () => {
  const [page, picture] = await Promise.all(
    ['docs/scale.md', 'docs/scale.svg'].map((file) => readFile(join(projectFolder, file), 'utf8')),
  );
  const runs = runAll();
  expect(replaceTable(page ?? '', 'rush hour', tableOf(runs))).toBe(page);
  expect(replaceTable(page ?? '', 'cost', costTable(costOfUser()))).toBe(page);
  expect(picture).toBe(chartOf(runs));
});

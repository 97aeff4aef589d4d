import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRoleCredentials } from '../../../../src/cloud/local/iam/role-credentials.ts';
import type { PolicyStatement, Table } from '../../../../src/cloud/local/model.ts';
import { callersOf } from '../../../../src/cloud/local/store/callers.ts';
import { openStore, type Store } from '../../../../src/cloud/local/store/store.ts';

const at = { region: 'us-east-1', account: '000000000000' };
const arn = `arn:aws:dynamodb:${at.region}:${at.account}:table/Things`;
const things: Table = {
  name: 'Things',
  arn,
  definition: {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'seq', AttributeType: 'N' },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'bySeq',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'seq', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  },
  timeToLive: 'expiresAt',
};

const book = createRoleCredentials();
const everything: PolicyStatement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
let now: number;
let store: Store;
let client: DynamoDBClient;
const open = (dir: string | null = null, tables = [things]) =>
  openStore({ dir, tables, authenticate: callersOf(book, at), clock: () => now });

/** A client whose role has these statements only. */
function clientWith(
  statements: PolicyStatement[],
  changed: { secretAccessKey?: string; sessionToken?: string } = {},
) {
  const role = {
    arn: 'arn:aws:iam::000000000000:role/Tested',
    name: 'Tested',
    policies: [{ Statement: statements }],
  };
  const credentials = { ...book.issue(role, 'test'), ...changed };
  return new DynamoDBClient({ region: at.region, endpoint: store.url, credentials, maxAttempts: 1 });
}

beforeEach(async () => {
  now = Date.parse('2026-11-20T12:00:00Z');
  store = await open();
  client = clientWith([everything]);
});
afterEach(() => store.close());

const key = (sk: string) => ({ pk: { S: 'p' }, sk: { S: sk } });
const put = (sk: string, n = 1) => ({ TableName: 'Things', Item: { ...key(sk), n: { N: String(n) } } });
const onlyNew = {
  ConditionExpression: 'attribute_not_exists(pk)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;
const add = (sk: string) => ({
  TableName: 'Things',
  Key: key(sk),
  UpdateExpression: 'ADD n :one',
  ExpressionAttributeValues: { ':one': { N: '1' } },
});
const get = async (sk: string) =>
  (await client.send(new GetItemCommand({ TableName: 'Things', Key: key(sk), ConsistentRead: true }))).Item;
const transact = (items: TransactWriteItem[], ClientRequestToken?: string) =>
  client.send(new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken }));

describe('a transaction', () => {
  it('writes all of its items', async () => {
    await transact([{ Put: put('a') }, { Update: add('b') }, { Put: { ...put('c'), ...onlyNew } }]);
    expect(await Promise.all(['a', 'b', 'c'].map(get))).toEqual(
      ['a', 'b', 'c'].map((sk) => ({ ...key(sk), n: { N: '1' } })),
    );
  });

  it('writes none of them where a condition fails, and says which, with the row that was asked for', async () => {
    await transact([{ Put: put('a', 7) }]);
    await expect(
      transact([{ Update: add('b') }, { Put: { ...put('a'), ...onlyNew } }]),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: { ...key('a'), n: { N: '7' } } },
      ],
    });
    expect(await get('b')).toBeUndefined();
    expect(await get('a')).toMatchObject({ n: { N: '7' } });
  });

  it('checks a condition on a row that it does not write', async () => {
    const check = { TableName: 'Things', Key: key('a'), ConditionExpression: 'attribute_exists(pk)' };
    await expect(transact([{ ConditionCheck: check }, { Update: add('b') }])).rejects.toMatchObject({
      name: 'TransactionCanceledException',
    });
    await transact([{ Put: put('a') }]);
    await transact([{ ConditionCheck: check }, { Update: add('b') }]);
    expect(await get('b')).toMatchObject({ n: { N: '1' } });
    expect(await get('a')).toEqual({ ...key('a'), n: { N: '1' } });
  });

  it('happens once for the same token within ten minutes, after a restart too', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'countersign-store-'));
    await store.close();
    store = await open(dir);
    client = clientWith([everything]);
    await transact([{ Update: add('a') }], 'token');
    await transact([{ Update: add('a') }], 'token');
    await store.close();
    store = await open(dir);
    client = clientWith([everything]);
    await transact([{ Update: add('a') }], 'token');
    expect(await get('a')).toMatchObject({ n: { N: '1' } });
    await expect(transact([{ Update: add('b') }], 'token')).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
    now += 10 * 60 * 1000 + 1;
    await transact([{ Update: add('a') }], 'token');
    expect(await get('a')).toMatchObject({ n: { N: '2' } });
    await rm(dir, { recursive: true });
  });

  it('takes a hundred items and no more, and no row twice', async () => {
    const items = (count: number) => Array.from({ length: count }, (_, i) => ({ Put: put(`row ${i}`) }));
    await transact(items(100));
    await expect(transact(items(101))).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(transact([{ Update: add('a') }, { Update: add('a') }])).rejects.toMatchObject({
      name: 'ValidationException',
    });
    expect(await get('a')).toBeUndefined();
  });

  it.each<[string, TransactWriteItem]>([
    ['an unused name', { Update: { ...add('b'), ExpressionAttributeNames: { '#x': 'x' } } }],
    ['an unused value', { Put: { ...put('b'), ExpressionAttributeValues: { ':x': { S: 'x' } } } }],
    [
      'an attribute set twice',
      {
        Update: {
          ...{ TableName: 'Things', Key: key('b'), UpdateExpression: 'SET n = :n, n = :n' },
          ExpressionAttributeValues: { ':n': { N: '1' } },
        },
      },
    ],
    ['an expression that does not parse', { Put: { ...put('b'), ConditionExpression: 'attribute_exists(' } }],
    ['an empty sort key', { Put: put('') }],
    ['an empty partition key', { Delete: { TableName: 'Things', Key: { pk: { S: '' }, sk: { S: 'b' } } } }],
    [
      'an empty key in a condition',
      { ConditionCheck: { TableName: 'Things', Key: key(''), ConditionExpression: 'attribute_exists(pk)' } },
    ],
  ])('LC8: refuses a request with %s, and cancels nothing', async (_, wrong) => {
    await expect(transact([{ Put: put('a') }, wrong])).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await get('a')).toBeUndefined();
  });

  it('LC8: is cancelled where only the row shows that a write is wrong', async () => {
    await client.send(new PutItemCommand({ TableName: 'Things', Item: { ...key('b'), n: { S: 'text' } } }));
    await expect(transact([{ Put: put('a') }, { Update: add('b') }])).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
    });
  });

  it('takes four megabytes and no more', async () => {
    const large = Array.from({ length: 12 }, (_, i) => ({
      Put: { TableName: 'Things', Item: { ...key(`large ${i}`), text: { S: 'x'.repeat(380_000) } } },
    }));
    await expect(transact(large)).rejects.toMatchObject({ name: 'ValidationException' });
    await transact(large.slice(0, 10));
  });

  it('keeps up with many that count in the same row', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => transact([{ Update: add('sum') }, { Put: put(`one ${i}`) }])),
    );
    expect(await get('sum')).toMatchObject({ n: { N: '40' } });
  });
});

describe('a plain write', () => {
  it('gives the row back that its condition failed on', async () => {
    await client.send(new PutItemCommand({ ...put('a', 3), ...onlyNew }));
    await expect(client.send(new PutItemCommand({ ...put('a', 4), ...onlyNew }))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { n: { N: '3' } },
    });
  });

  it('LC8: and a plain read refuse an empty key', async () => {
    const refused = { name: 'ValidationException', message: expect.stringContaining('Key: sk') };
    await expect(client.send(new PutItemCommand(put('')))).rejects.toMatchObject(refused);
    const read = new GetItemCommand({ TableName: 'Things', Key: key('') });
    await expect(client.send(read)).rejects.toMatchObject(refused);
  });

  it('answers with the values that it was asked for', async () => {
    const update = new UpdateItemCommand({ ...add('a'), ReturnValues: 'UPDATED_NEW' });
    expect((await client.send(update)).Attributes).toEqual({ n: { N: '1' } });
  });

  it('is in the index as it is in the table', async () => {
    for (const seq of ['10', '9']) {
      await client.send(new PutItemCommand({ TableName: 'Things', Item: { ...key('a'), seq: { N: seq } } }));
    }
    await client.send(new PutItemCommand(put('not in the index')));
    const query = new QueryCommand({
      TableName: 'Things',
      IndexName: 'bySeq',
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'p' } },
    });
    expect((await client.send(query)).Items).toEqual([{ ...key('a'), seq: { N: '9' } }]);
  });
});

describe('a caller', () => {
  const query = new QueryCommand({
    TableName: 'Things',
    IndexName: 'bySeq',
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': { S: 'p' } },
  });
  const allow = (action: string, resource = arn): PolicyStatement => ({
    Effect: 'Allow',
    Action: action,
    Resource: resource,
  });
  const denied = { name: 'AccessDeniedException' };

  it('may use an index only where its policy names the index', async () => {
    await expect(clientWith([allow('dynamodb:Query')]).send(query)).rejects.toMatchObject(denied);
    await clientWith([allow('dynamodb:Query', `${arn}/index/bySeq`)]).send(query);
  });

  it('needs leave for each item of a transaction, by its kind', async () => {
    const check = { TableName: 'Things', Key: key('x'), ConditionExpression: 'attribute_not_exists(pk)' };
    const items = [
      { Put: put('a') },
      { Update: add('b') },
      { Delete: { TableName: 'Things', Key: key('c') } },
      { ConditionCheck: check },
    ];
    const actions = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map((name) =>
      allow(`dynamodb:${name}`),
    );
    for (const missing of actions) {
      const short = clientWith(actions.filter((action) => action !== missing));
      await expect(short.send(new TransactWriteItemsCommand({ TransactItems: items }))).rejects.toMatchObject(
        {
          ...denied,
          message: expect.stringContaining(`${missing.Action} on resource: ${arn}`),
        },
      );
    }
    expect(await get('a')).toBeUndefined();
    await clientWith(actions).send(new TransactWriteItemsCommand({ TransactItems: items }));
  });

  it('is refused in spite of an allow where another statement denies', async () => {
    const deny: PolicyStatement = { Effect: 'Deny', Action: 'dynamodb:PutItem', Resource: '*' };
    await expect(clientWith([everything, deny]).send(new PutItemCommand(put('a')))).rejects.toMatchObject(
      denied,
    );
  });

  it('is refused with a wrong secret, a wrong token or an unknown key', async () => {
    const name = expect.stringMatching(/InvalidSignatureException|UnrecognizedClientException/);
    for (const changed of [
      { secretAccessKey: 'wrong' },
      { sessionToken: 'wrong' },
      { accessKeyId: 'ASIAWRONG' },
    ]) {
      await expect(
        clientWith([everything], changed).send(new PutItemCommand(put('a'))),
      ).rejects.toMatchObject({ name });
    }
    const unsigned = await fetch(store.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.Scan' },
      body: '{"TableName":"Things"}',
    });
    expect(unsigned.status).toBe(400);
    expect(await unsigned.json()).toMatchObject({
      __type: expect.stringContaining('MissingAuthenticationToken'),
    });
  });

  it('is told of operations and tables that there are not', async () => {
    const create = new CreateTableCommand({ TableName: 'Other', KeySchema: [], AttributeDefinitions: [] });
    await expect(client.send(create)).rejects.toMatchObject({ name: 'UnknownOperationException' });
    for (const TableName of ['Other', 'countersign.transaction-tokens']) {
      await expect(client.send(new ScanCommand({ TableName }))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    }
  });
});

it('deletes rows whose time has passed, and no others', async () => {
  const expires = (seconds: number) => ({ expiresAt: { N: String(Math.floor(now / 1000) + seconds) } });
  await client.send(new PutItemCommand({ TableName: 'Things', Item: { ...key('soon'), ...expires(60) } }));
  await client.send(
    new PutItemCommand({ TableName: 'Things', Item: { ...key('later'), ...expires(86_400 * 31) } }),
  );
  await client.send(new PutItemCommand(put('never')));
  now += 86_400 * 30 * 1000;
  expect(await get('soon')).toBeUndefined();
  expect(await get('later')).toBeDefined();
  expect(await get('never')).toBeDefined();
});

it('forgets everything when it is reset, and nothing when it is closed', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'countersign-store-'));
  await store.close();
  store = await open(dir);
  client = clientWith([everything]);
  await client.send(new PutItemCommand(put('a')));
  await store.close();
  store = await open(dir);
  client = clientWith([everything]);
  expect(await get('a')).toBeDefined();
  await store.reset();
  expect(await get('a')).toBeUndefined();
  await client.send(new PutItemCommand(put('b')));
  await store.close();

  const narrower = { ...things, definition: { ...things.definition, LocalSecondaryIndexes: undefined } };
  await expect(open(dir, [narrower])).rejects.toThrow(/another definition/);
  store = await open();
  await rm(dir, { recursive: true });
});

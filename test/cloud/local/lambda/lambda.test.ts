import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRoleCredentials } from '../../../../src/cloud/local/iam/role-credentials.ts';
import { type Functions, startFunctions } from '../../../../src/cloud/local/lambda/start-functions.ts';
import type { StackModel } from '../../../../src/cloud/local/model.ts';
import { readModel } from '../../backend/backend.ts';

let model: StackModel;
let dir: string;
let functions: Functions | undefined;
beforeAll(async () => {
  model = await readModel();
  dir = await mkdtemp(path.join(tmpdir(), 'countersign-lambda-'));
});
afterEach(() => functions?.close());
afterAll(() => rm(dir, { recursive: true, force: true }));

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Tested';
const credentials = createRoleCredentials();

/** A function with this code, called by the event it gets. */
async function run(
  code: string,
  options: {
    timeoutSeconds?: number;
    memoryMb?: number;
    environment?: Record<string, string>;
    clock?: () => number;
    log?: (line: string) => void;
  } = {},
) {
  const codeDir = await mkdtemp(path.join(dir, 'bundle-'));
  await mkdir(codeDir, { recursive: true });
  await writeFile(path.join(codeDir, 'index.mjs'), code);
  const [roleArn = ''] = model.roles.keys();
  const { timeoutSeconds = 5, memoryMb = 512, log = () => {} } = options;
  const tested = {
    arn,
    name: 'Tested',
    roleArn,
    handler: 'index.handler',
    codeDir,
    environment: { TABLE: 'Things', ...options.environment },
    timeoutSeconds,
    memoryMb,
    permissions: [{ principal: 'apigateway.amazonaws.com', sourceArn: 'arn:aws:execute-api:*/GET/*' }],
  };
  const started = startFunctions({
    model: { ...model, functions: new Map([[arn, tested]]) },
    storeUrl: 'http://127.0.0.1:9',
    credentials,
    url: () => 'http://127.0.0.1:4000',
    log: (_, line) => log(line),
    ...(options.clock ? { clock: options.clock } : {}),
  });
  functions = started;
  return (event: unknown = {}) => started.invoke(arn, event);
}

it('gives a function its own environment, its role’s credentials, and nothing of the host’s', async () => {
  const invoke = await run('export const handler = async () => process.env;');
  const env = (await invoke()) as Record<string, string>; // what the code above returns
  expect(env).toMatchObject({
    TABLE: 'Things',
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'Tested',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9',
  });
  expect(credentials.find(env.AWS_ACCESS_KEY_ID ?? '')).toMatchObject({
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
  });
  for (const name of ['HOME', 'PATH', 'USER', 'NODE_OPTIONS']) expect(env).not.toHaveProperty(name);
});

it('hands over the event and a context, and takes what is awaited', async () => {
  const invoke = await run(`export async function handler(event, context) {
    return { event, id: context.awsRequestId, name: context.functionName, left: context.getRemainingTimeInMillis() };
  }`);
  const first = await invoke({ text: 'ü' });
  const second = await invoke({ text: 'ü' });
  expect(first).toMatchObject({ event: { text: 'ü' }, name: 'Tested', left: expect.any(Number) });
  expect(second).not.toEqual(first);
});

it('keeps a function warm from one event to the next', async () => {
  const invoke = await run('let calls = 0; export const handler = async () => ++calls;');
  expect([await invoke(), await invoke(), await invoke()]).toEqual([1, 2, 3]);
});

it('works on several events at once, each environment on one', async () => {
  const invoke = await run(`let busy = 0; let most = 0;
    export const handler = async (event) => {
      most = Math.max(most, ++busy);
      await new Promise((resolve) => setTimeout(resolve, 10));
      busy--;
      return { event, most };
    };`);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => invoke(i)));
  expect(answers).toEqual(Array.from({ length: 20 }, (_, i) => ({ event: i, most: 1 })));
});

it('answers an exception by its name and message', async () => {
  const invoke = await run(`export const handler = async () => { throw new TypeError('not so'); };`);
  expect(await invoke()).toMatchObject({ errorType: 'TypeError', errorMessage: 'not so' });
});

it('does not count the time that a function takes to load', async () => {
  const invoke = await run(
    `await new Promise((resolve) => setTimeout(resolve, 1500));
    export const handler = async (event, context) => context.getRemainingTimeInMillis() <= 1000;`,
    { timeoutSeconds: 1 },
  );
  expect(await invoke()).toBe(true);
});

it('ends a function that takes too long, and starts anew for the next event', async () => {
  const invoke = await run(
    'let calls = 0; export const handler = async (event) => { calls++; while (event.hang); return calls; };',
    {
      timeoutSeconds: 1,
    },
  );
  expect(await invoke({})).toBe(1);
  expect(await invoke({ hang: true })).toMatchObject({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringContaining('Task timed out after 1.00 seconds'),
  });
  expect(await invoke({})).toBe(1);
});

it('answers for a function that crashes, and starts anew for the next event', async () => {
  const invoke = await run(`let calls = 0; export const handler = async (event) => {
    calls++;
    if (event.exit) process.exit(3);
    if (event.throw) { setTimeout(() => { throw new RangeError('later'); }); await new Promise(() => {}); }
    return calls;
  };`);
  expect(await invoke({ exit: true })).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringContaining('exit status 3'),
  });
  expect(await invoke({})).toBe(1);
  expect(await invoke({ throw: true })).toMatchObject({ errorType: 'RangeError', errorMessage: 'later' });
  expect(await invoke({})).toBe(1);
});

it('answers for a bundle that does not load, or does not have the handler', async () => {
  const broken = await run(`throw new Error('at the start');`);
  expect(await broken()).toMatchObject({ errorMessage: 'at the start' });
  await functions?.close();
  const empty = await run('export const other = 1;');
  expect(await empty()).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
});

it('kills a function that takes more memory than it has, and starts anew for the next event', async () => {
  const invoke = await run(
    `let calls = 0; const kept = []; export const handler = async (event) => {
      calls++;
      while (event.eat) kept.push(new Array(100_000).fill(kept.length));
      return calls;
    };`,
    { memoryMb: 16 },
  );
  expect(await invoke({ eat: true })).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringContaining('signal: killed'),
  });
  expect(await invoke({})).toBe(1);
});

it('sets a function’s clock by the cloud’s, also while it is warm', async () => {
  const day = 86_400_000;
  let ahead = 30 * day;
  const invoke = await run(
    `const started = Date.now(); export const handler = async (event, context) => [
      started, Date.now(), new Date().getTime(), Date.parse(Date()), new Date(5).getTime(), Date.UTC(1970, 0, 2),
      new Date() instanceof Date, context.getRemainingTimeInMillis(),
    ];`,
    { clock: () => Date.now() + ahead },
  );
  const near = (time: unknown, offset: number) =>
    expect(Math.abs(Number(time) - Date.now() - offset)).toBeLessThan(60_000);
  const [started, ...first] = (await invoke()) as number[]; // what the code above returns
  for (const time of [started, ...first.slice(0, 3)]) near(time, ahead);
  expect(first.slice(3, 6)).toEqual([5, day, true]);
  ahead = -2 * day;
  const [, now, , , , , , left] = (await invoke()) as number[];
  near(now, ahead);
  expect(left).toBeGreaterThan(1000);
});

it('gives a function the addresses of this machine where the stack names its own', async () => {
  const [api] = model.apis;
  const invoke = await run('export const handler = async () => process.env;', {
    environment: {
      CONFIRM: `https://${api?.id}.execute-api.us-east-1.amazonaws.com/prod/confirm`,
      HOSTED: 'https://countersign-1.auth.us-east-1.amazoncognito.com/login?a=1',
      FOREIGN: 'https://other.execute-api.us-east-1.amazonaws.com/prod',
    },
  });
  expect(await invoke()).toMatchObject({
    CONFIRM: `http://127.0.0.1:4000/${api?.id}/prod/confirm`,
    HOSTED: 'http://127.0.0.1:4000/login?a=1',
    FOREIGN: 'https://other.execute-api.us-east-1.amazonaws.com/prod',
  });
});

describe('a service that calls a function', () => {
  const invoker = { service: 'apigateway.amazonaws.com', sourceArn: 'arn:aws:execute-api:x:1:a/prod/GET/b' };

  it.each([
    ['lets the service in from the source that it names', {}, 'answered'],
    ['keeps another source out', { sourceArn: 'arn:aws:execute-api:x:1:a/prod/PUT/b' }, 'denied'],
    ['keeps another service out', { service: 'cognito-idp.amazonaws.com' }, 'denied'],
  ])('is told by the permission, which %s', async (_, change, kind) => {
    await run('export const handler = async (event) => event;');
    const invocation = await functions?.call(arn, 5, { invoker: { ...invoker, ...change } });
    expect(invocation).toMatchObject(kind === 'denied' ? { kind } : { kind, result: 5 });
  });

  it('is told of a failure, also where an answer looks like one', async () => {
    await run(`export const handler = async (event) => {
      if (event.throw) throw new RangeError('no');
      return { errorType: 'mine' };
    };`);
    expect(await functions?.call(arn, { throw: true }, { invoker })).toMatchObject({
      kind: 'failed',
      failure: { errorType: 'RangeError', errorMessage: 'no' },
    });
    expect(await functions?.call(arn, {}, { invoker })).toEqual({
      kind: 'answered',
      result: { errorType: 'mine' },
    });
  });

  it('need not wait longer than it wants to', async () => {
    await run('export const handler = () => new Promise(() => {});');
    expect(await functions?.call(arn, {}, { invoker, timeoutMs: 20 })).toEqual({ kind: 'late' });
  });
});

it('refuses an answer that is larger than Lambda lets through', async () => {
  const invoke = await run(`export const handler = async () => 'x'.repeat(6 * 1024 * 1024);`);
  expect(await invoke()).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});

it('passes on what a function writes, line by line', async () => {
  const lines: string[] = [];
  const invoke = await run(
    `export const handler = async () => { console.log('one\\ntwo'); console.error('three'); };`,
    {
      log: (line) => lines.push(line),
    },
  );
  await invoke();
  await expect.poll(() => lines.toSorted()).toEqual(['one', 'three', 'two']);
});

it('knows no other function than the stack’s', async () => {
  await run('export const handler = async () => 1;');
  await expect(functions?.invoke(`${arn}x`, {})).rejects.toThrow(/no function/);
});

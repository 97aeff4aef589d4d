import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApiCall, type ApiClientOptions, createApiClient } from '../../../../src/core/api/client.ts';
import { hanging, type Script, scriptedServer } from './scripted-server.ts';

const start = Date.parse('2026-11-20T12:00:00Z');
const minutes = 60_000;
const credentials = () => ({
  accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(30).toString('base64'),
  sessionToken: randomBytes(100).toString('base64'),
});
const iam = (endpoint: string) => ({ endpoint, auth: 'IAM' as const });
const apis = {
  TasksAPI: iam('https://tasks.example/prod'),
  ProjectsAPI: iam('https://projects.example/prod'),
};

const jwt = { ...apis, TasksAPI: { endpoint: 'https://tasks.example', auth: 'JWT' as const } };

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  () =>
    Response.json(body, { status, headers });
const refused = (type: string, date = start) =>
  json(403, { message: 'no' }, { 'x-amzn-errortype': type, date: new Date(date).toUTCString() });
const failed = json(503, { message: 'busy' });

/** A client before a server with this script; what it was told and asked is kept. */
function world(script: Script, options: Partial<ApiClientOptions> = {}) {
  const server = scriptedServer(script);
  const waits: number[] = [];
  const asked: { refresh: boolean }[] = [];
  const offsets: number[] = [];
  const client = createApiClient({
    configuration: { region: 'us-east-1', apis },
    fetch: server.fetch,
    now: () => start,
    credentials: async (_, options) => {
      asked.push(options);
      return credentials();
    },
    onClockOffset: (ms) => offsets.push(ms),
    backoff: { sleep: async (ms) => void waits.push(ms), random: () => 0.5 },
    ...options,
  });
  return { client, server, waits, asked, offsets };
}

const get: ApiCall = { method: 'GET', path: '/tasks' };
const post: ApiCall = { method: 'POST', path: '/tasks', body: { name: 'Büro' } };

describe('a call to an API', () => {
  it('is signed for the API’s address and region, and answers with the parsed body', async () => {
    const { client, server } = world([json(200, { tasks: [] })]);
    const answer = await client.request('TasksAPI', { ...get, query: { cursor: 'a b+c' } });
    expect(answer).toEqual({ status: 200, body: { tasks: [] } });
    expect(server.requests[0]?.url).toBe('https://tasks.example/prod/tasks?cursor=a%20b%2Bc');
    expect(server.requests[0]?.headers.get('authorization')).toContain(
      '/20261120/us-east-1/execute-api/aws4_request',
    );
  });

  it('is signed for the region of the API, where it has its own', async () => {
    const elsewhere = { ...apis, TasksAPI: { ...apis.TasksAPI, region: 'eu-west-1' } };
    const { client, server } = world([json(200, {})], {
      configuration: { region: 'us-east-1', apis: elsewhere },
    });
    await client.request('TasksAPI', get);
    expect(server.requests[0]?.headers.get('authorization')).toContain('/eu-west-1/execute-api/');
  });

  it('sends the very bytes that it signed', async () => {
    const { client, server } = world([json(201, {})]);
    await client.request('TasksAPI', post);
    const { init, headers } = server.requests[0] ?? {};
    expect(init?.body).toBeInstanceOf(Uint8Array);
    // Checked the line above.
    const bytes = init?.body as Uint8Array;
    expect(new TextDecoder().decode(bytes)).toBe('{"name":"Büro"}');
    expect(headers?.get('x-amz-content-sha256')).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(headers?.get('content-type')).toBe('application/json');
  });

  it('sends no cookies, keeps no copy and follows no redirect', async () => {
    const { client, server } = world([json(200, {})]);
    await client.request('TasksAPI', get);
    expect(server.requests[0]?.init).toMatchObject({
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
  });

  it('answers with a refusal as it came', async () => {
    for (const status of [400, 403, 404, 409, 410]) {
      const { client } = world([json(status, { error: 'x' })]);
      expect(await client.request('TasksAPI', get)).toEqual({ status, body: { error: 'x' } });
    }
  });

  it('answers with null where the body is empty', async () => {
    const { client } = world([() => new Response('', { status: 200 })]);
    expect(await client.request('TasksAPI', get)).toEqual({ status: 200, body: null });
  });

  it('carries the ID token instead of a signature, where the API takes that; one that is refused is renewed once', async () => {
    const refresh: boolean[] = [];
    const { client, server, asked } = world([json(401, { message: 'Unauthorized' }), json(200, {})], {
      configuration: { region: 'us-east-1', apis: jwt },
      idToken: async (options) => {
        refresh.push(options.refresh);
        return `token ${refresh.length}`;
      },
    });
    expect(await client.request('TasksAPI', post)).toMatchObject({ status: 200 });
    expect(server.requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'token 1',
      'token 2',
    ]);
    expect(refresh).toEqual([false, true]);
    expect(asked).toEqual([]);
    const { client: denied } = world([json(401, {}), json(401, {})], {
      configuration: { region: 'us-east-1', apis: jwt },
      idToken: async () => 'token',
    });
    expect(await denied.request('TasksAPI', get)).toMatchObject({ status: 401 });
  });

  it('is refused here when the API is not configured, or wants an ID token that nobody gives', async () => {
    const { client } = world([], { configuration: { region: 'us-east-1', apis: jwt } });
    await expect(client.request('ProfileAPI', get)).rejects.toMatchObject({ code: 'notConfigured' });
    await expect(client.request('TasksAPI', get)).rejects.toMatchObject({ code: 'configurationUnsupported' });
  });
});

describe('when the way to the server fails, a call', () => {
  it('says offline without a network', async () => {
    const { client, server } = world([() => Promise.reject(new TypeError('Failed to fetch'))]);
    await expect(client.request('TasksAPI', get)).rejects.toMatchObject({ code: 'offline' });
    expect(server.requests).toHaveLength(1);
  });

  it('says offline when the answer breaks off', async () => {
    const broken = () =>
      new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError('broken')) }));
    const { client } = world([broken]);
    await expect(client.request('TasksAPI', get)).rejects.toMatchObject({ code: 'offline' });
  });

  it('says timeout when no answer comes in time', async () => {
    const { client, server } = world([() => hanging(server)], { timeout: 5 });
    await expect(client.request('TasksAPI', get)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('says badAnswer for what is no JSON, serverError where the server had said it failed', async () => {
    const garbage = (status: number) => () => new Response('<html>', { status });
    await expect(world([garbage(200)]).client.request('TasksAPI', get)).rejects.toMatchObject({
      code: 'badAnswer',
    });
    const failing = world([garbage(502), garbage(502), garbage(502)]);
    await expect(failing.client.request('TasksAPI', get)).rejects.toMatchObject({ code: 'serverError' });
  });

  it('says throttled when the server has had too much, and does not press it', async () => {
    const { client, server } = world([json(429, {})]);
    await expect(client.request('TasksAPI', get)).rejects.toMatchObject({ code: 'throttled' });
    expect(server.requests).toHaveLength(1);
  });

  it.each<ApiCall>([
    get,
    { method: 'PUT', path: '/tasks/1', body: {} },
    { method: 'DELETE', path: '/tasks/1' },
    { ...post, repeatable: true },
  ])('tries a $method again, waiting longer each time, when repeating does no harm', async (call) => {
    const { client, waits } = world([failed, failed, json(200, { ok: true })]);
    expect(await client.request('TasksAPI', call)).toEqual({ status: 200, body: { ok: true } });
    expect(waits).toEqual([100, 200]);
  });

  it('does not send a POST again blindly', async () => {
    const { client, server } = world([failed]);
    await expect(client.request('TasksAPI', post)).rejects.toMatchObject({ code: 'serverError' });
    expect(server.requests).toHaveLength(1);
  });

  it('never sends a request more than three times for the server’s failures, in whatever order they come', async () => {
    const outcomes = fc.array(fc.constantFrom(200, 404, 429, 500, 502, 503, 504), { minLength: 3 });
    await fc.assert(
      fc.asyncProperty(outcomes, fc.double({ min: 0, max: 0.999, noNaN: true }), async (statuses, random) => {
        const waits: number[] = [];
        const { client, server } = world(
          statuses.map((status) => json(status, {})),
          { backoff: { sleep: async (ms) => void waits.push(ms), random: () => random } },
        );
        await client.request('TasksAPI', get).catch(() => undefined);
        const firstEnd = statuses.findIndex((status) => status < 500);
        expect(server.requests).toHaveLength(firstEnd === -1 ? 3 : Math.min(firstEnd + 1, 3));
        waits.forEach((ms, index) => {
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(ms).toBeLessThan(200 * 2 ** index);
        });
      }),
    );
  });
});

describe('when the clocks differ, a call', () => {
  const ahead = start + 20 * minutes;
  const dateOf = (request?: { headers: Headers }) => request?.headers.get('x-amz-date');

  it('is signed again with the server’s time, and later ones at once', async () => {
    const { client, server, offsets } = world([
      refused('InvalidSignatureException', ahead),
      json(200, {}),
      json(200, {}),
    ]);
    expect((await client.request('TasksAPI', get)).status).toBe(200);
    expect((await client.request('ProjectsAPI', get)).status).toBe(200);
    expect(server.requests.map(dateOf)).toEqual(['20261120T120000Z', '20261120T122000Z', '20261120T122000Z']);
    expect(offsets).toEqual([20 * minutes]);
  });

  it('starts from the offset that was found before', async () => {
    const { client, server } = world([json(200, {})], { clockOffset: () => -30 * minutes });
    await client.request('TasksAPI', get);
    expect(dateOf(server.requests[0])).toBe('20261120T113000Z');
  });

  it('is signed again once only', async () => {
    const answers = [refused('RequestExpired', ahead), refused('RequestExpired', ahead + 20 * minutes)];
    const { client, server } = world(answers);
    expect((await client.request('TasksAPI', get)).status).toBe(403);
    expect(server.requests).toHaveLength(2);
  });

  it('is not signed again when the clocks agree, or the server does not tell its time', async () => {
    const silent = json(403, {}, { 'x-amzn-errortype': 'InvalidSignatureException' });
    for (const answer of [refused('InvalidSignatureException', start + 3 * minutes), silent]) {
      const { client, offsets } = world([answer]);
      expect((await client.request('TasksAPI', get)).status).toBe(403);
      expect(offsets).toEqual([]);
    }
  });
});

describe('when the credentials have expired, a call', () => {
  it('asks for others, once', async () => {
    const { client, asked } = world([refused('ExpiredTokenException'), json(200, {})]);
    expect((await client.request('TasksAPI', get)).status).toBe(200);
    expect(asked).toEqual([{ refresh: false }, { refresh: true }]);
  });

  it('does not ask for others again when the server fails after that', async () => {
    const { client, asked } = world([refused('ExpiredTokenException'), failed, json(200, {})]);
    expect((await client.request('TasksAPI', get)).status).toBe(200);
    expect(asked.map(({ refresh }) => refresh)).toEqual([false, true, false]);
  });

  it('answers with the refusal when the others are refused too', async () => {
    const { client, asked } = world([refused('ExpiredTokenException'), refused('ExpiredTokenException')]);
    expect((await client.request('TasksAPI', get)).status).toBe(403);
    expect(asked).toHaveLength(2);
  });

  it('is not repeated when the identity may not do what it asks', async () => {
    const { client, asked } = world([refused('AccessDeniedException')]);
    expect((await client.request('TasksAPI', get)).status).toBe(403);
    expect(asked).toHaveLength(1);
  });
});

describe('WI11: an API that exposes neither its clock nor the name of its error', () => {
  const hidden = json(403, { message: 'Signature expired' });

  it('is asked once more with other credentials, and may accept these', async () => {
    const { client, asked } = world([hidden, json(200, { tasks: [] })]);
    expect((await client.request('TasksAPI', get)).status).toBe(200);
    expect(asked.map(({ refresh }) => refresh)).toEqual([false, true]);
  });

  it('is said to hide the reason when it refuses these too', async () => {
    const { client, server } = world([hidden, hidden]);
    await expect(client.request('TasksAPI', get)).rejects.toMatchObject({ code: 'refusalHidden' });
    expect(server.requests).toHaveLength(2);
  });

  it('has an empty or unreadable body as well', async () => {
    for (const body of ['', '<html>', 'null', '"no"']) {
      const { client } = world(Array.from({ length: 2 }, () => () => new Response(body, { status: 403 })));
      await expect(client.request('TasksAPI', get)).rejects.toMatchObject({ code: 'refusalHidden' });
    }
  });

  it('gives the reason of our own functions, which is in the body', async () => {
    const { client, server } = world([json(403, { error: 'termsRequired' })]);
    expect(await client.request('TasksAPI', get)).toEqual({ status: 403, body: { error: 'termsRequired' } });
    expect(server.requests).toHaveLength(1);
  });

  it('is believed where it takes the ID token: its gateway answers 401 to a bad one', async () => {
    const { client } = world([hidden], {
      configuration: { region: 'us-east-1', apis: jwt },
      idToken: async () => 'token',
    });
    expect((await client.request('TasksAPI', get)).status).toBe(403);
  });
});

/** A cloud that means harm, or is broken: what it sends, and for how long, has bounds. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/contract/configuration.ts';
import { mostTasks } from '../../../src/contract/limits.ts';
import { type ApiClient, createApiClient } from '../../../src/core/api/client.ts';
import { longestReading } from '../../../src/core/api/pages.ts';
import { signInInBrowser } from '../../../src/core/auth/browser-sign-in.ts';
import { identityCredentials } from '../../../src/core/auth/identity-pool.ts';
import { createUserPoolClient } from '../../../src/core/auth/user-pool-client.ts';
import { createProfileService } from '../../../src/core/profile-service.ts';
import { createTasksService } from '../../../src/core/tasks/tasks-service.ts';

let cloud: Server;
let answer: RequestListener;
/** Bytes of bodies that the cloud could send. */
let sent: number;
let configuration: Configuration;

beforeEach(async () => {
  sent = 0;
  cloud = createServer((request, response) => answer(request, response));
  await new Promise<void>((listening) => cloud.listen(0, '127.0.0.1', listening));
  const { port } = cloud.address() as AddressInfo; // it listens on a port
  const address = `http://127.0.0.1:${port}`;
  const parts = {
    region: 'us-east-1',
    userPoolId: 'us-east-1_AbC123xyz',
    userPoolClientId: 'client',
    identityPoolId: 'us-east-1:00000000-1111-4222-8333-444444444444',
    apis: {
      TasksAPI: { endpoint: address, auth: 'IAM' },
      ProjectsAPI: { endpoint: address, auth: 'IAM' },
      ProfileAPI: { endpoint: address, auth: 'JWT' },
    },
    endpoints: { userPool: address, identityPool: address },
    hostedUi: { domain: address },
  };
  configuration = parts as Configuration; // the rest is not read here
});
afterEach(() => {
  cloud.closeAllConnections();
  cloud.close();
});

const mega = Buffer.alloc(2 ** 20, ' ');

/** Sends until nobody takes it any more; resolves then. */
function endlessly(response: ServerResponse, chunk: Buffer): Promise<void> {
  return new Promise((ended) => {
    const send = () => {
      sent += chunk.length;
      if (response.write(chunk)) setImmediate(send);
      else response.once('drain', send);
    };
    response.once('close', ended);
    send();
  });
}

const services = { fetch: globalThis.fetch, now: Date.now };
const client = (patience: object = {}) =>
  createApiClient({
    configuration,
    ...services,
    credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' }),
    idToken: async () => 'token',
    ...patience,
  });
const redirectUri = 'https://extension.example/';

/** Every way to the network. */
const ways: Record<string, () => Promise<unknown>> = {
  'an API with signatures': () => client().request('TasksAPI', { method: 'GET', path: '/tasks' }),
  'an API with the ID token': () => createProfileService(client()).read(),
  'the user pool': () => createUserPoolClient(configuration, services).call('GetUser', {}, 'account'),
  'the identity pool': () =>
    identityCredentials({
      configuration,
      fetch: services.fetch,
      cache: { getItem: async () => null, setItem: async () => {}, removeItem: async () => {} },
      backoff: { sleep: async () => {}, random: () => 0 },
    }).get(),
  'the token endpoint': () =>
    signInInBrowser(
      configuration,
      redirectUri,
      async (address) => `${redirectUri}?code=1&state=${new URL(address).searchParams.get('state')}`,
      services,
    ),
};

describe.each(Object.entries(ways))('SE8: of %s, no more is taken than an answer may have', (_, ask) => {
  it.each([200, 400, 403, 500])('of a body without an end, answered with %i', async (status) => {
    const closed = new Promise<void>((resolve) => {
      answer = (_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        void endlessly(response, mega).then(resolve);
      };
    });
    await expect(ask()).rejects.toMatchObject({ code: 'answerTooLarge' });
    await closed;
    expect(sent).toBeLessThan(64 * mega.length); // what the machine's own buffers take is its business
  });

  it('of a body that unpacks to four hundred megabytes', async () => {
    const bomb = gzipSync(Buffer.alloc(400 * 2 ** 20, ' '), { level: 1 });
    answer = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length });
      response.end(bomb);
    };
    await expect(ask()).rejects.toMatchObject({ code: 'answerTooLarge' });
  });

  it('of a body that unpacks without an end', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(response);
      response.once('close', () => gzip.destroy());
      const send = () => {
        if (gzip.destroyed) return;
        sent += mega.length;
        gzip.write(mega, send);
      };
      send();
    };
    await expect(ask()).rejects.toMatchObject({ code: 'answerTooLarge' });
    expect(sent).toBeLessThan(256 * mega.length);
  });
});

describe('SE8: an answer that drips', () => {
  it('ends with the time limit, though something came all the time', async () => {
    answer = (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 5);
      response.once('close', () => clearInterval(timer));
    };
    const { request } = client({ timeout: 200 });
    await expect(request('TasksAPI', { method: 'GET', path: '/tasks' })).rejects.toMatchObject({
      code: 'timeout',
    });
  });
});

describe('SE8: an answer that is long, and may be', () => {
  it('is taken: a page of tasks in three bytes a character, in pieces that cut characters', async () => {
    const name = '任'.repeat(500);
    const body = Buffer.from(JSON.stringify({ name, rest: '务'.repeat(1_500_000) }));
    answer = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(response);
      for (let at = 0; at < body.length; at += 65_537) gzip.write(body.subarray(at, at + 65_537));
      gzip.end();
    };
    const { body: read } = await client().request('TasksAPI', { method: 'GET', path: '/tasks' });
    expect(read).toMatchObject({ name });
  });
});

/** An API that gives prepared pages, without a network. */
function paged(
  page: (asked: number, query: Record<string, string>) => object,
): ApiClient & { asked(): number } {
  let asked = 0;
  return {
    asked: () => asked,
    async request(_api, { query = {} }) {
      asked += 1;
      return { status: 200, body: page(asked, query) };
    },
  };
}

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const task = (number: number) => ({
  ...{ taskId: uuid(number), name: 'Task', project: 'N/A', due: '', description: '' },
  ...{ createdOn: '2026-11-20', completed: false, completedOn: '', version: 1 },
});
const months = Array.from({ length: 500 }, (_, at) => ({
  ...{ project: `p${at}`, month: '2026-11', added: 1, completed: 0 },
}));
const tooLarge = { code: 'answerTooLarge' };

describe('SE8: pages without an end are found out', () => {
  it.each([
    ['the same place again', () => 'here'],
    ['two places in turn', (asked: number) => (asked % 2 ? 'here' : 'there')],
    ['another place each time', (asked: number) => `place ${asked}`],
  ])('of tasks: %s', async (_, next) => {
    const api = paged((asked) => ({ tasks: [], deleted: [], next: next(asked), since: null }));
    await expect(createTasksService(api, Date.now).delta(null)).rejects.toMatchObject(tooLarge);
    expect(api.asked()).toBeLessThan(1_100);
  });

  it.each([
    ['the same place again', () => 'here'],
    ['another place each time', (asked: number) => `place ${asked}`],
  ])('of projects: %s', async (_, next) => {
    const api = paged((asked) => ({ projects: months, next: next(asked) }));
    await expect(createTasksService(api, Date.now).projects()).rejects.toMatchObject(tooLarge);
    expect(api.asked()).toBeLessThan(1_100);
  });

  it('of more tasks than anybody may have', async () => {
    const api = paged((asked) => ({
      tasks: Array.from({ length: 250 }, (_, at) => task(asked * 250 + at)),
      next: `place ${asked}`,
    }));
    await expect(createTasksService(api, Date.now).delta(null)).rejects.toMatchObject(tooLarge);
    expect(api.asked() * 250).toBeLessThan(mostTasks * 1.2);
  });

  it('of a project’s name that is longer than a name can be', async () => {
    const api = paged(() => ({ projects: [{ ...months[0], project: 'x'.repeat(100_000) }], next: null }));
    await expect(createTasksService(api, Date.now).projects()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it('of a cursor that is kept and is longer than it can be', async () => {
    const api = paged(() => ({ tasks: [], next: null, since: 'x'.repeat(1_000_000) }));
    await expect(createTasksService(api, Date.now).delta(null)).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it('of a text of a task that is longer than it can be: the text is not kept', async () => {
    const api = paged(() => ({ tasks: [{ ...task(1), description: 'x'.repeat(5_001) }], next: null }));
    const { tasks } = await createTasksService(api, Date.now).delta(null);
    expect(tasks).toMatchObject([{ name: task(1).name, description: '' }]);
  });

  it('of a field’s name that is kept with a refused change', async () => {
    const api: ApiClient = {
      request: async () => ({ status: 400, body: { error: 'invalid', field: 'x'.repeat(1_000_000) } }),
    };
    const change = { kind: 'reopen', changeId: uuid(1), taskId: uuid(2) } as const;
    await expect(createTasksService(api, Date.now).send(change, 1)).rejects.toMatchObject({
      code: 'taskRejected',
      data: undefined,
    });
  });

  it('of pages that each take their time', async () => {
    let now = 0;
    const api = paged((asked) => {
      now += 14_000;
      return { tasks: [], next: `place ${asked}` };
    });
    await expect(createTasksService(api, () => now).delta(null)).rejects.toMatchObject({ code: 'timeout' });
    expect(now).toBeLessThan(longestReading + 30_000);
  });

  it('but all tasks that one may have are read, and the many that were deleted', async () => {
    const pages = 300;
    const api = paged((asked) => ({
      tasks: asked * 50 <= mostTasks ? Array.from({ length: 50 }, (_, at) => task(asked * 50 + at)) : [],
      deleted: Array.from({ length: 200 }, (_, at) => uuid(1_000_000 + asked * 200 + at)),
      next: asked === pages ? null : `place ${asked}`,
      since: asked === pages ? 'now' : null,
    }));
    const { tasks, deleted, since } = await createTasksService(api, Date.now).delta(null);
    expect([tasks.length, deleted.length, since]).toEqual([mostTasks, pages * 200, 'now']);
  });
});

describe('LO8: one bad task of an answer', () => {
  const readAll = async (rows: unknown[]) =>
    (
      await createTasksService(
        paged(() => ({ tasks: rows, next: null })),
        Date.now,
      ).delta(null)
    ).tasks;

  it.each<[string, object, object]>([
    ['an address that leads nowhere', { source: { title: 'x', url: 'https://' } }, {}],
    ['a source that is none', { source: 'https://example.org/' }, {}],
    ['no name', { name: '' }, { name: '…' }],
    ['a name that is no text', { name: 7 }, { name: '…' }],
    ['a name that is too long', { name: 'x'.repeat(501) }, { name: '…' }],
    ['no project', { project: null }, { project: 'N/A' }],
    ['a day that the calendar lacks', { due: '2026-02-30' }, { due: '' }],
    ['a description that is none', { description: {} }, { description: '' }],
  ])('has the other fields: %s', async (_, bad, instead) => {
    const tasks = await readAll([task(1), { ...task(2), ...bad }, task(3)]);
    const { source: _source, ...good } = { source: undefined, ...task(2) };
    expect(tasks).toEqual([task(1), { ...good, ...instead }, task(3)]);
  });

  it.each<[string, unknown]>([
    ['no row at all', null],
    ['a text', 'x'],
    ['no id', { ...task(2), taskId: 'x' }],
    ['no version', { ...task(2), version: 0 }],
    ['no answer to whether it is completed', { ...task(2), completed: 'yes' }],
  ])('is left out, and the others stay: %s', async (_, bad) => {
    expect(await readAll([task(1), bad, task(3)])).toEqual([task(1), task(3)]);
  });

  it('is refused where it is all that there is: nobody is shown an empty list', async () => {
    await expect(readAll([null])).rejects.toMatchObject({ code: 'badAnswer' });
    expect(await readAll([])).toEqual([]);
  });

  it('is read in the answer to a change', async () => {
    const api = paged(() => ({ task: { ...task(2), source: { title: '', url: 'https://' } } }));
    const changeId = uuid(1);
    const change = { kind: 'reopen', changeId, taskId: task(2).taskId } as const;
    expect(await createTasksService(api, Date.now).send(change, 1)).toMatchObject({ done: 'saved' });
  });
});

describe('SE8: a long answer in which everything is wrong', () => {
  it('is refused at the first fault', async () => {
    const wrong = { tasks: Array.from({ length: 300_000 }, () => 0), next: null };
    const heap = () => process.memoryUsage().heapUsed;
    const before = heap();
    await expect(
      createTasksService(
        paged(() => wrong),
        Date.now,
      ).delta(null),
    ).rejects.toMatchObject({
      code: 'badAnswer',
    });
    expect(heap() - before).toBeLessThan(40 * 2 ** 20); // each fault has an object of its own
  });
});

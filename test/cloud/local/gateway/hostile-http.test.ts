/** Requests that no browser makes: each is refused as the caller's mistake, and tells nothing of the inside. */
import { connect } from 'node:net';
import { AwsClient } from 'aws4fetch';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { credentialsFor, idTokenOfNewUser } from '../identity-pool/guests-and-users.ts';
import { type LocalWorld, startWorld } from '../local-world.ts';

let world: LocalWorld;
let host: string;
let token: string;
let user: AwsClient;
/** The internal errors that the cloud reported. */
const failures: string[] = [];
beforeAll(async () => {
  world = await startWorld({ log: (line) => failures.push(line) });
  host = new URL(world.cloud.url).host;
  token = await idTokenOfNewUser(world);
  const credentials = await credentialsFor(world, token);
  user = new AwsClient({ ...credentials, region: 'us-east-1', service: 'execute-api', retries: 0 });
});
afterEach(() => expect(failures).toEqual([]));
afterAll(() => world.close());

const pathOf = (api: 'TasksAPI' | 'ProfileAPI', path: string) =>
  new URL(world.cloud.configuration.apis[api]?.endpoint + path).pathname;

/** Sends these bytes and reads until the connection is closed. */
function send(text: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(world.cloud.url).port), '127.0.0.1', () => socket.write(text));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A server that has answered may cut off what is still being sent.
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
    });
  });
}

const headers = (...more: string[]) => [`Host: ${host}`, 'Connection: close', ...more].join('\r\n');
const request = (method: string, target: string, more: string[] = [], body = '') =>
  send(Buffer.from(`${method} ${target} HTTP/1.1\r\n${headers(...more)}\r\n\r\n${body}`, 'latin1'));
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

/** Nothing of the program that answered. */
const leak = /\bat .*:\d+|node:|node_modules|\.ts\b|\.mjs\b/;

function refused(answer: string, status?: number) {
  if (status === undefined) expect(statusOf(answer)).toBeLessThan(500);
  else expect(statusOf(answer)).toBe(status);
  expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
  expect(answer).not.toMatch(leak);
}

describe('what is no HTTP', () => {
  const line = () => `GET ${pathOf('ProfileAPI', '/health')} HTTP/1.1\r\n`;
  it.each<[string, () => string, number]>([
    ['a line break in a header', () => `${line()}${headers('X-A: a\rb')}\r\n\r\n`, 400],
    ['a header without a colon', () => `${line()}${headers('X-A')}\r\n\r\n`, 400],
    ['a blank in a header’s name', () => `${line()}${headers('X A: a')}\r\n\r\n`, 400],
    ['a zero byte', () => `${line()}${headers('X-A: a\0b')}\r\n\r\n`, 400],
    ['no host', () => `${line()}Connection: close\r\n\r\n`, 400],
    ['a method that nobody knows', () => `FETCH / HTTP/1.1\r\n${headers()}\r\n\r\n`, 400],
    ['another protocol', () => 'EHLO example.com\r\n\r\n', 400],
    ['20 kB of headers', () => `${line()}${headers(`X-A: ${'a'.repeat(20_000)}`)}\r\n\r\n`, 431],
    ['a target of 20 kB', () => `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${headers()}\r\n\r\n`, 431],
    [
      'two lengths of one body',
      () => `${line()}${headers('Content-Length: 1', 'Content-Length: 2')}\r\n\r\nab`,
      400,
    ],
    [
      'a length and chunks',
      () => `${line()}${headers('Content-Length: 5', 'Transfer-Encoding: chunked')}\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      'chunks that are none',
      () => `${line()}${headers('Transfer-Encoding: chunked')}\r\n\r\nzz\r\nab\r\n`,
      400,
    ],
  ])('is refused: %s', async (_, make, status) => {
    refused(await send(make()), status);
  });

  it('leaves no trace where a caller goes away in the middle of a body', async () => {
    const text = `PUT ${pathOf('ProfileAPI', '/profile')} HTTP/1.1\r\n${headers('Content-Length: 100')}\r\n\r\nabc`;
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(world.cloud.url).port), '127.0.0.1', () => {
        socket.write(text, () => socket.resetAndDestroy());
      });
      socket.on('close', () => resolve());
    });
    expect(statusOf(await request('GET', pathOf('ProfileAPI', '/health')))).toBe(200);
  });
});

describe('another host’s name', () => {
  it.each([['example.com'], ['127.0.0.1'], ['127.0.0.1:1'], ['localhost.example.com'], ['']])(
    'is not answered to: %j',
    async (name) => {
      refused(await send(`GET /_inbox HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`));
    },
  );

  it('is not answered to where two are given', async () => {
    refused(await request('GET', pathOf('ProfileAPI', '/health'), [`Host: ${host}`]));
  });

  it('is not answered to where the target names it', async () => {
    refused(await request('GET', `http://example.com${pathOf('ProfileAPI', '/health')}`));
  });
});

describe('a path that pretends', () => {
  it.each([
    '/tasks/',
    '//tasks',
    '/./tasks',
    '/../prod/tasks',
    '/tasks/..',
    '/tasks%2f',
    '/%74asks',
    '/Tasks',
    '/tasks;a=b',
    '/tasks#a',
    '/tasks/a/b',
    '/tasks\\..\\x',
  ])('is another route: %s', async (path) => {
    const answer = await request('GET', pathOf('TasksAPI', '') + path);
    refused(answer, 403);
    expect(answer).toContain('MissingAuthenticationTokenException');
  });

  it('does not get at what is guarded by a name that is open', async () => {
    for (const path of ['/health/../profile', '/confirm/..%2fadmin%2fusers', '/health/%2e%2e/profile']) {
      refused(await request('GET', pathOf('ProfileAPI', '') + path), 403);
    }
  });

  it('is not found beside the APIs', async () => {
    for (const target of ['*', '/', '//', '/..', '/%', '/_', '/_local', '/_local/../_inbox', '/_inbox/']) {
      refused(await request('GET', target));
    }
  });
});

describe('a caller who says two things at once', () => {
  it('is not let in by either of two tokens', async () => {
    const twice = [`Authorization: ${token}`, `Authorization: ${token}`];
    refused(await request('GET', pathOf('ProfileAPI', '/profile'), twice), 401);
  });

  it('is not let in by a signature that comes twice', async () => {
    const url = `${world.cloud.configuration.apis.TasksAPI.endpoint}/tasks`;
    const signed = await user.sign(url);
    const lines = [...signed.headers].map(([name, value]) => `${name}: ${value}`);
    const again = lines.filter((line) => line.startsWith('authorization'));
    expect(statusOf(await request('GET', pathOf('TasksAPI', '/tasks'), lines))).toBe(200);
    refused(await request('GET', pathOf('TasksAPI', '/tasks'), [...lines, ...again]), 403);
  });
});

it('takes a body in chunks as it takes any other', async () => {
  const chunked = [`Authorization: ${token}`, 'Content-Type: application/json', 'Transfer-Encoding: chunked'];
  const path = pathOf('ProfileAPI', '/profile');
  const answer = await request(
    'PUT',
    path,
    chunked,
    '5\r\n{"ter\r\n15\r\nmsAccepted": true   }\r\n0\r\n\r\n',
  );
  expect(statusOf(answer)).toBe(200);
  refused(await request('PUT', path, chunked, '1\r\n{\r\n0\r\n\r\n'), 400);
});

describe('whatever the target and the headers are', () => {
  const numRuns = process.env.LONG ? 2000 : 100;
  const visible = fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  });
  const latin = fc.string({
    unit: fc
      .oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0xa0, max: 0xff }))
      .map((code) => String.fromCharCode(code)),
  });
  const method = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH');
  const route = fc.constantFrom('/profile', '/admin/users', '/health', '/confirm', '/tasks', '');

  it('is never the cloud’s fault', async () => {
    const property = fc.asyncProperty(
      method,
      route,
      visible,
      visible,
      latin,
      async (verb, path, end, query, header) => {
        const target = `${pathOf('ProfileAPI', path)}${end}?${query}`;
        const more = [
          `Authorization: ${token}`,
          `X-Note: ${header}`,
          `Cookie: ${header}`,
          `Accept: ${header}`,
        ];
        const answer = await request(verb, target, more);
        expect(statusOf(answer)).toBeLessThan(500);
        expect(answer).not.toMatch(leak);
      },
    );
    await fc.assert(property, { numRuns });
  });

  it('and whatever is said to be a signature or a token', async () => {
    const scheme = fc.constantFrom('', 'AWS4-HMAC-SHA256 ', 'AWS4-HMAC-SHA256 Credential=', 'Bearer ', 'eyJ');
    const property = fc.asyncProperty(scheme, latin, latin, async (start, rest, date) => {
      for (const [api, path] of [
        ['TasksAPI', '/tasks'],
        ['ProfileAPI', '/profile'],
      ] as const) {
        const more = [
          `Authorization: ${start}${rest}`,
          `X-Amz-Date: ${date}`,
          `X-Amz-Security-Token: ${date}`,
        ];
        refused(await request('GET', pathOf(api, path), more));
      }
    });
    await fc.assert(property, { numRuns });
  });
});

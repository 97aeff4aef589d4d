import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PostAuthenticationTriggerEvent, PostConfirmationTriggerEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { rowMaker } from '../../../src/cloud/handlers/users/row-maker.ts';
import { type Backend, startBackend, tableOf } from '../backend/backend.ts';

type Event = PostConfirmationTriggerEvent | PostAuthenticationTriggerEvent;

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});
const logged = () => vi.mocked(console.log).mock.calls.map(([line]) => JSON.parse(String(line)));

const sources = [
  'PostConfirmation_ConfirmSignUp',
  'PostConfirmation_ConfirmForgotPassword',
  'PostAuthentication_Authentication',
] as const;

function eventOf(triggerSource: (typeof sources)[number], sub: string, username = 'ann'): Event {
  return {
    version: '1',
    region: 'us-east-1',
    userPoolId: backend.model.userPool.id,
    userName: username,
    callerContext: { awsSdkVersion: '', clientId: '' },
    triggerSource,
    request: { userAttributes: { sub, email: 'secret@example.com' }, newDeviceUsed: false },
    response: {},
  } as Event; // the source decides which of both it is
}

const tableWith = (documents: DynamoDBDocumentClient) => ({
  documents,
  users: tableOf(backend.model, 'users').name,
});

const makeRow = (now = Date.now()) => rowMaker({ table: tableWith(backend.admin()), clock: () => now });

const rowsOf = async (sub: string) => (await backend.rows('users')).filter((row) => row.sub === sub);

/** A DynamoDB at an address, asked once. */
const documentsAt = (url: string) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    }),
  );

it.each(sources)(
  'makes the row of a person at %s, everything off, and hands the event back',
  async (source) => {
    const sub = randomUUID();
    const event = eventOf(source, sub);
    expect(await makeRow(Date.parse('2026-01-02T03:04:05Z'))(event)).toEqual(eventOf(source, sub));
    expect(await rowsOf(sub)).toEqual([
      {
        sub,
        username: 'ann',
        notifications: { dueToday: false, overdue: false },
        termsAccepted: false,
        createdAt: '2026-01-02T03:04:05.000Z',
      },
    ]);
  },
);

it('makes one row, however many triggers come at once, and leaves what is in it', async () => {
  const sub = randomUUID();
  await Promise.all([...sources, ...sources].map((source) => makeRow()(eventOf(source, sub))));
  expect(await rowsOf(sub)).toHaveLength(1);
  expect(logged().filter(({ outcome }) => outcome === 'made')).toHaveLength(1);
  await backend.profileOf({ sub, username: 'ann' })('PUT', '/profile', { termsAccepted: true });
  await makeRow()(eventOf('PostAuthentication_Authentication', sub));
  expect(await rowsOf(sub)).toMatchObject([{ termsAccepted: true }]);
});

it('keeps nobody from signing in while the table is away; the next sign-in makes the row', async () => {
  const sub = randomUUID();
  const event = eventOf('PostConfirmation_ConfirmSignUp', sub);
  const away = rowMaker({ table: tableWith(documentsAt('http://127.0.0.1:1')), clock: Date.now });
  expect(await away(event)).toEqual(event);
  expect(logged()).toMatchObject([{ outcome: 'missed', error: expect.any(String) }]);
  expect(await rowsOf(sub)).toEqual([]);
  await makeRow()(eventOf('PostAuthentication_Authentication', sub));
  expect(await rowsOf(sub)).toHaveLength(1);
});

it('gives up on a table that does not answer', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo; // of a TCP server
  const event = eventOf('PostAuthentication_Authentication', randomUUID());
  const table = tableWith(documentsAt(`http://127.0.0.1:${port}`));
  expect(await rowMaker({ table, clock: Date.now, patienceMs: 50 })(event)).toEqual(event);
  expect(logged()).toMatchObject([{ outcome: 'missed', error: 'AbortError' }]);
  silent.closeAllConnections();
  silent.close();
});

it('keeps a hostile username as the text it is, and logs nothing of the person', async () => {
  const sub = randomUUID();
  const username = '<script>"\'\r\n{####}\u202E';
  await makeRow()(eventOf('PostConfirmation_ConfirmSignUp', sub, username));
  expect(await rowsOf(sub)).toMatchObject([{ username }]);
  expect(Object.keys(logged()[0])).toEqual(['trigger', 'outcome', 'ms']);
  for (const secret of [sub, 'script', 'secret@example.com']) {
    expect(JSON.stringify(logged())).not.toContain(secret);
  }
});

const functionNamed = (name: string) =>
  [...backend.model.functions.values()].find((one) => one.name.startsWith(name))?.arn ?? '';

it('does so as deployed too, under its own policy', async () => {
  const sub = randomUUID();
  const event = eventOf('PostConfirmation_ConfirmSignUp', sub);
  expect(await backend.functions.invoke(functionNamed('TriggersFunction'), event)).toEqual(event);
  expect(await rowsOf(sub)).toHaveLength(1);
});

it('has the words of a mail written by another function, with the address of the confirmation page', async () => {
  const event = {
    ...eventOf('PostConfirmation_ConfirmSignUp', randomUUID()),
    triggerSource: 'CustomMessage_SignUp',
    request: { userAttributes: {}, codeParameter: '{####}', usernameParameter: null },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  };
  const profile = backend.model.apis.find(({ name }) => name === 'ProfileAPI');
  const page = `https://${profile?.id}.execute-api.us-east-1.amazonaws.com/prod/confirm#username=ann`;
  expect(await backend.functions.invoke(functionNamed('MessagesFunction'), event)).toMatchObject({
    response: { emailMessage: expect.stringContaining(page) },
  });
});

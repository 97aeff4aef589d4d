import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TokenOwner } from '../../../src/cloud/local/seed/profile-caller.ts';
import { profile, profileAnswer, usersAnswer } from '../../../src/contract/profile-api.ts';
import { type Backend, startBackend } from '../backend/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

function somebody(claims: Record<string, string> = {}): TokenOwner {
  const sub = randomUUID();
  return { sub, username: `ann-${sub.slice(0, 8)}`, claims };
}

const rowOf = async ({ sub }: TokenOwner) => (await backend.rows('users')).filter((row) => row.sub === sub);

describe('reading one’s profile', () => {
  it('shows the claims as JSON means them, and makes the row where it is missing', async () => {
    const person = somebody({
      email: 'ann@example.com',
      email_verified: 'true',
      address: '{"formatted":"1 Main Street"}',
      'cognito:groups': 'ADMINS,USERS',
    });
    const answer = await backend.profileOf(person)('GET', '/profile');
    expect(answer.status).toBe(200);
    expect(v.parse(profileAnswer, answer.body)).toEqual({
      claims: {
        sub: person.sub,
        token_use: 'id',
        'cognito:username': person.username,
        email: 'ann@example.com',
        email_verified: true,
        address: { formatted: '1 Main Street' },
        'cognito:groups': ['ADMINS', 'USERS'],
      },
      profile: {
        sub: person.sub,
        notifications: { dueToday: false, overdue: false },
        termsAccepted: false,
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    });
    expect(await backend.profileOf(person)('GET', '/profile')).toEqual(answer);
    expect(await rowOf(person)).toHaveLength(1);
  });

  it('makes one row when it is asked for several times at once', async () => {
    const person = somebody();
    const call = backend.profileOf(person);
    const answers = await Promise.all(Array.from({ length: 6 }, () => call('GET', '/profile')));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await rowOf(person)).toHaveLength(1);
  });

  it('is for owners of an ID token of a user', async () => {
    const claimed: Record<string, string>[] = [{ token_use: 'access' }, { sub: 'nobody' }, { sub: '' }];
    for (const claims of claimed) {
      const answer = await backend.profileOf(somebody(claims))('GET', '/profile');
      expect(answer).toMatchObject({ status: 403, body: { error: 'forbidden' } });
    }
  });
});

describe('changing one’s profile', () => {
  it('sets what is named and leaves the rest, also when two devices do it at once', async () => {
    const person = somebody();
    const call = backend.profileOf(person);
    const answers = await Promise.all([
      call('PUT', '/profile', { notifications: { dueToday: true } }),
      call('PUT', '/profile', { notifications: { overdue: true } }),
      call('PUT', '/profile', { termsAccepted: true }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { body } = await call('PUT', '/profile', {});
    expect(v.parse(v.object({ profile }), body).profile).toMatchObject({
      termsAccepted: true,
      notifications: { dueToday: true, overdue: true },
    });
  });

  it('changes nobody else’s row, whatever the body says', async () => {
    const [ann, ben] = [somebody(), somebody()];
    await backend.profileOf(ben)('GET', '/profile');
    const body = { sub: ben.sub, username: 'root', createdAt: 'x', termsAccepted: true };
    expect((await backend.profileOf(ann)('PUT', '/profile', body)).status).toBe(200);
    expect(await rowOf(ann)).toMatchObject([{ sub: ann.sub, username: ann.username, termsAccepted: true }]);
    expect(await rowOf(ben)).toMatchObject([{ sub: ben.sub, username: ben.username, termsAccepted: false }]);
  });

  it.each([
    ['terms that are taken back', { termsAccepted: false }, 'termsAccepted'],
    ['a flag that is none', { notifications: { dueToday: 'yes' } }, 'notifications.dueToday'],
    ['a body that is no JSON', '{', 'body'],
    ['a body that is no object', 'null', 'body'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await backend.profileOf(somebody())('PUT', '/profile', body);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid', field } });
  });

  it('refuses a body that is too large', async () => {
    const answer = await backend.profileOf(somebody())('PUT', '/profile', ' '.repeat(64 * 1024 + 1));
    expect(answer).toMatchObject({ status: 413, body: { error: 'tooLarge' } });
  });
});

describe('the list of users', () => {
  const admin = () => somebody({ 'cognito:groups': 'ADMINS' });

  it('is for administrators by their verified claims, and for nobody else', async () => {
    const claimed: Record<string, string>[] = [
      {},
      { 'cognito:groups': 'USERS' },
      { 'cognito:groups': 'admins' },
    ];
    for (const claims of claimed) {
      const call = backend.profileOf(somebody(claims));
      const answer = await call('GET', '/admin/users?cognito:groups=ADMINS', {
        'cognito:groups': ['ADMINS'],
      });
      expect(answer).toMatchObject({ status: 403, body: { error: 'forbidden' } });
    }
  });

  it('comes in pages, with everybody once', async () => {
    const people = Array.from({ length: 105 }, () => somebody());
    for (const person of people) await backend.profileOf(person)('GET', '/profile');
    const call = backend.profileOf(admin());
    const subs: string[] = [];
    let pages = 0;
    let next: string | null = null;
    do {
      const target: string = next === null ? '' : `?cursor=${encodeURIComponent(next)}`;
      const answer = await call('GET', `/admin/users${target}`);
      const page = v.parse(usersAnswer, answer.body);
      subs.push(...page.users.map(({ sub }) => sub));
      next = page.next;
      pages += 1;
    } while (next !== null);
    expect(pages).toBeGreaterThan(1);
    expect(new Set(subs).size).toBe(subs.length);
    expect(subs).toEqual(expect.arrayContaining(people.map(({ sub }) => sub)));
  });

  it.each(['', 'x', Buffer.from('../../etc').toString('base64url'), 'A'.repeat(5000)])(
    'refuses the made-up cursor %j',
    async (cursor) => {
      const answer = await backend.profileOf(admin())('GET', `/admin/users?cursor=${cursor}`);
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid', field: 'cursor' } });
    },
  );
});

it('says that it is healthy', async () => {
  expect(await backend.profileOf(somebody())('GET', '/health')).toEqual({
    status: 200,
    body: { status: 'Healthy' },
  });
});

it('logs routes and results, and nothing of the person', async () => {
  const person = somebody({ email: 'secret@example.com' });
  await backend.profileOf(person)('PUT', '/profile', { notifications: { overdue: true } });
  const line = { method: 'PUT', route: '/profile', status: 200 };
  await expect
    .poll(() => backend.logs.map((one) => JSON.parse(one)))
    .toContainEqual(expect.objectContaining(line));
  for (const secret of [person.sub, person.username, 'secret@example.com']) {
    expect(backend.logs.join()).not.toContain(secret);
  }
});

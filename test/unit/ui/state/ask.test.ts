import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import type { Request } from '../../../../src/contract/operations.ts';
import { createCall, timeLimit } from '../../../../src/ui/state/ask.ts';

const nobody = new Error('Could not establish connection. Receiving end does not exist.');
const stopped = new Error('The message port closed before a response was received.');

/** A background that gives these answers in turn, and a clock that only runs when nothing else can. */
function background(...answers: unknown[]) {
  const requests: Request[] = [];
  const call = createCall({
    async send(request) {
      requests.push(request);
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    pause: (ms) => (ms < timeLimit ? Promise.resolve() : new Promise(() => undefined)),
  });
  return { call, requests };
}

describe('asking the background', () => {
  it('answers with the value', async () => {
    const { call, requests } = background({ ok: true, value: { open: 1, dueToday: 0, overdue: 0 } });
    expect(await call('tasks.summary')).toEqual({ open: 1, dueToday: 0, overdue: 0 });
    expect(requests).toEqual([{ id: expect.any(String), operation: 'tasks.summary', input: undefined }]);
  });

  it('throws the code and the data of a refusal, and does not ask again', async () => {
    const { call, requests } = background({
      ok: false,
      error: { code: 'unsentChanges', data: { count: 2 } },
    });
    await expect(call('account.signOut', {})).rejects.toMatchObject({
      code: 'unsentChanges',
      data: { count: 2 },
    });
    expect(requests).toHaveLength(1);
  });

  it('asks again while the background is starting, whatever the operation', async () => {
    const { call, requests } = background(nobody, nobody, { ok: true, value: null });
    expect(await call('account.signOut', {})).toBeNull();
    expect(requests).toHaveLength(3);
  });

  it('asks again under the same id after the background was stopped, whatever the operation', async () => {
    const { call, requests } = background(stopped, undefined, { ok: true, value: { name: 'once' } });
    expect(await call('tasks.create', { name: 'once' })).toEqual({ name: 'once' });
    expect(requests).toHaveLength(3);
    expect(new Set(requests.map((request) => request.id)).size).toBe(1);
  });

  it('gives up on a background that never starts', async () => {
    const { call } = background(nobody);
    await expect(call('session.get')).rejects.toMatchObject({ code: 'internal' });
  });

  it('times out when no answer comes', async () => {
    const call = createCall({ send: () => new Promise(() => undefined), pause: () => Promise.resolve() });
    await expect(call('session.get')).rejects.toEqual(new CodedError('timeout'));
  });

  it('WI17: waits without a limit where a person has to do something first', async () => {
    const limits: number[] = [];
    const call = createCall({
      // The answer comes after every pause that was asked for is over.
      send: () => new Promise((resolve) => setTimeout(resolve, 0, { ok: true, value: null })),
      pause: async (ms) => void limits.push(ms),
    });
    expect(await call('account.signInInBrowser', {})).toBeNull();
    expect(limits).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/contract/errors.ts';
import type { Request } from '../../../src/contract/operations.ts';
import { createCall, timeLimit } from '../../../src/ui/ask.ts';

const nobody = new Error('Could not establish connection. Receiving end does not exist.');
const stopped = new Error('The message port closed before a response was received.');
const id = '00000000-0000-4000-8000-000000000001';

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
    expect(requests).toEqual([{ operation: 'tasks.summary', input: undefined }]);
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

  it('asks again after the background was stopped, where repeating does no harm', async () => {
    const { call, requests } = background(stopped, undefined, { ok: true, value: { name: 'x' } });
    expect(await call('tasks.complete', { taskId: id })).toEqual({ name: 'x' });
    expect(requests).toHaveLength(3);
  });

  it.each([stopped, undefined])('does not make a task twice when the answer is lost (%s)', async (answer) => {
    const { call, requests } = background(answer);
    await expect(call('tasks.create', { name: 'once' })).rejects.toMatchObject({ code: 'internal' });
    expect(requests).toHaveLength(1);
  });

  it('gives up on a background that never starts', async () => {
    const { call } = background(nobody);
    await expect(call('session.get')).rejects.toMatchObject({ code: 'internal' });
  });

  it('times out when no answer comes', async () => {
    const call = createCall({ send: () => new Promise(() => undefined), pause: () => Promise.resolve() });
    await expect(call('session.get')).rejects.toEqual(new CodedError('timeout'));
  });
});

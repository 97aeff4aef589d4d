import { describe, expect, it, vi } from 'vitest';
import type { Caller, Handlers } from '../../../../src/background/messages/handlers.ts';
import { createRouter } from '../../../../src/background/messages/router.ts';
import { CodedError } from '../../../../src/contract/errors.ts';
import { operations } from '../../../../src/contract/operations.ts';

const own: Caller = { tier: 'own' };
const page: Caller = { tier: 'page', tabId: 7, address: 'https://example.org/', title: '' };

/** A router whose operations answer with their input, for this caller. */
function routerFor(caller: Caller | null, handle = vi.fn(async (input: unknown) => input)) {
  // Any operation that gets through ends in the same handler: the test is about who and what gets through.
  const handlers = Object.fromEntries(
    Object.keys(operations).map((name) => [name, handle]),
  ) as unknown as Handlers;
  const route = createRouter(
    async () => handlers,
    async () => caller,
    () => {},
  );
  // A message may bring its own id, or be no object at all.
  const withId = (message: unknown) => (message === null ? null : { id: requestId, ...(message as object) });
  return { route: (message: unknown) => route(withId(message), {}), handle };
}
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });
const requestId = '00000000-0000-4000-8000-00000000000a';
const taskId = '00000000-0000-4000-8000-000000000001';

describe('the router', () => {
  it('answers an operation of the caller’s tier with the handler’s value', async () => {
    const { route, handle } = routerFor(own);
    expect(await route({ operation: 'tasks.complete', input: { taskId } })).toEqual({
      ok: true,
      value: { taskId },
    });
    expect(handle).toHaveBeenCalledWith({ taskId }, own, requestId);
  });

  it.each([
    ['a stranger', null, { operation: 'session.get' }, 'forbidden'],
    ['a page asking for the session’s account', page, { operation: 'session.get' }, 'forbidden'],
    ['a page asking for the whole list', page, { operation: 'tasks.page', input: { from: 0 } }, 'forbidden'],
    ['a page asking to sign out', page, { operation: 'account.signOut', input: {} }, 'forbidden'],
    ['a page asking for what does not exist', page, { operation: 'nothing' }, 'forbidden'],
    ['a screen asking for a page’s tasks', own, { operation: 'page.tasks' }, 'forbidden'],
    ['a name from the prototype', own, { operation: 'constructor' }, 'unknownOperation'],
    ['a name that is no string', own, { operation: 7 }, 'invalidInput'],
    ['a message without an id', own, { id: undefined, operation: 'session.get' }, 'invalidInput'],
    ['no message at all', own, null, 'invalidInput'],
    ['a wrong input', own, { operation: 'tasks.complete', input: { taskId: '../x' } }, 'invalidInput'],
    ['a further field', own, { operation: 'tasks.complete', input: { taskId, sub: 'x' } }, 'invalidInput'],
    [
      'an address as an argument',
      page,
      { operation: 'page.tasks', input: { address: 'https://bank.example' } },
      'invalidInput',
    ],
  ] as const)('refuses %s, and runs nothing', async (_, caller, message, code) => {
    const { route, handle } = routerFor(caller);
    expect(await route(message)).toEqual(refused(code));
    expect(handle).not.toHaveBeenCalled();
  });

  it('names the field that is wrong', async () => {
    const answer = await routerFor(own).route({
      operation: 'account.confirm',
      input: { username: 'maria', code: '12' },
    });
    expect(answer).toEqual({ ok: false, error: { code: 'invalidInput', data: { field: 'code' } } });
  });

  it('lets neither a stack nor a server’s text out', async () => {
    const secret = 'AKIA is in this text';
    const failing = vi.fn(async () => {
      throw new Error(secret);
    });
    const answer = await routerFor(own, failing).route({ operation: 'session.get' });
    expect(answer).toEqual({ ok: false, error: { code: 'internal' } });
  });

  it('lets a coded failure out with its data only', async () => {
    const failing = vi.fn(async () => {
      throw new CodedError('unsentChanges', { count: 3 }, { cause: new Error('server text') });
    });
    const answer = await routerFor(own, failing).route({ operation: 'session.get' });
    expect(answer).toEqual({ ok: false, error: { code: 'unsentChanges', data: { count: 3 } } });
  });

  it('answers with the reason when state could not be restored', async () => {
    const ready = Promise.reject(new CodedError('internal'));
    const route = createRouter(
      () => ready,
      async () => own,
      () => {},
    );
    expect(await route({ id: requestId, operation: 'session.get' }, {})).toEqual({
      ok: false,
      error: { code: 'internal' },
    });
  });
});

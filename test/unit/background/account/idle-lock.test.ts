import { describe, expect, it } from 'vitest';
import { restoreIdleLock, watchIdleness } from '../../../../src/background/account/idle-lock.ts';
import type { LockTime } from '../../../../src/contract/account.ts';
import type { EndReason } from '../../../../src/contract/session.ts';
import { memoryItem } from '../../../background/world/memory-item.ts';

/** The browser's, once it is allowed. */
function idleApi() {
  const listeners = new Set<(state: 'active' | 'idle' | 'locked') => void>();
  let seconds = 60;
  return {
    onStateChanged: {
      addListener: (listener: (state: 'active' | 'idle' | 'locked') => void) => void listeners.add(listener),
      removeListener: () => {},
      hasListener: () => false,
      hasListeners: () => listeners.size > 0,
    },
    setDetectionInterval: (asked: number) => {
      seconds = asked;
    },
    tell: (state: 'active' | 'idle' | 'locked') => {
      for (const listener of listeners) listener(state);
    },
    seconds: () => seconds,
  };
}

function someSession() {
  const ended: EndReason[] = [];
  const state = { account: { key: 'pool/ida' } };
  // The members of a session that the lock uses.
  const session = { state, end: async (reason: EndReason) => void ended.push(reason) } as never;
  return { session, ended };
}

describe('a session that is to end when nobody is there', () => {
  it('ends then, told by idleness or a locked screen, also to the next worker', async () => {
    const stored = memoryItem<LockTime>();
    const { session, ended } = someSession();
    const api = idleApi();
    let away = Promise.resolve();
    const start = async () => {
      const watch = watchIdleness(
        () => api,
        () => {
          away = lock.away();
        },
      );
      const lock = await restoreIdleLock(stored, watch, session);
      return lock;
    };
    const lock = await start();
    api.tell('idle');
    await away;
    expect(ended).toEqual([]);

    await lock.set(15);
    expect(api.seconds()).toBe(900);
    api.tell('active');
    await away;
    expect(ended).toEqual([]);
    api.tell('locked');
    await away;
    expect(ended).toEqual(['idle']);

    expect(await (await start()).after()).toBe(15);
    await lock.set(null);
    api.tell('idle');
    await away;
    expect(ended).toEqual(['idle']);
  });

  it('does without the browser’s word as long as that is not allowed', async () => {
    const watch = watchIdleness(
      () => undefined,
      () => expect.unreachable(),
    );
    const lock = await restoreIdleLock(memoryItem<LockTime>(), watch, someSession().session);
    await lock.set(5);
    expect(await lock.after()).toBe(5);
  });
});

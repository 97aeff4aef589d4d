import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  restoreSignInStep,
  type SignInStepStore,
  storedStep,
} from '../../../../src/background/account/sign-in-step.ts';
import { type SessionArea, sessionItem } from '../../../../src/background/storage/session-item.ts';

let rows: Record<string, unknown>;
let shown: number;
/** As another worker would find it. */
function start(): Promise<SignInStepStore> {
  const area: SessionArea = {
    get: async () => structuredClone(rows),
    set: async (items) => void Object.assign(rows, structuredClone(items)),
    remove: async (key) => void delete rows[key],
  };
  return restoreSignInStep(sessionItem('signInStep', storedStep, area), () => {
    shown += 1;
  });
}
beforeEach(() => {
  rows = {};
  shown = 0;
});

const typed = (username: string) => ({ step: 'signIn', username }) as const;

describe('the step before somebody is signed in', () => {
  it('is there after the worker was stopped, with what was typed in it', async () => {
    const store = await start();
    await store.note(store.turn(), typed('maria'));
    const next = await start();
    expect([next.turn(), next.step()]).toEqual([0, { step: 'signIn', username: 'maria', note: null }]);
    await next.remember({ step: 'signIn', username: 'maria', note: 'confirmed' });
    await next.note(1, typed('mari'));
    expect((await start()).step()).toEqual({ step: 'signIn', username: 'mari', note: 'confirmed' });
  });

  it('stays where the background has gone, though a text of the step before comes late', async () => {
    const store = await start();
    const turn = store.turn();
    await store.remember({ step: 'reset', username: 'maria', destination: 'm***@e***', resendAt: 7 });
    shown = 0;
    await store.note(turn, typed('maria'));
    expect(store.step()).toMatchObject({ step: 'reset', destination: 'm***@e***' });
    expect(shown).toBe(0);
  });

  it('leaves nothing behind once there is none', async () => {
    const store = await start();
    await store.note(0, typed('maria'));
    await store.remember(null);
    expect([store.step(), rows]).toEqual([null, {}]);
  });

  it('that does not read like one counts as none', async () => {
    rows = { unfinished: { step: 'signIn', username: 'maria', note: null } };
    expect(v.is(storedStep, rows.unfinished)).toBe(false);
    expect((await start()).step()).toBeNull();
  });
});

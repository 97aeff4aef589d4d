import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import type { SessionView } from '../../../../src/contract/session.ts';
import { createSessionMirror } from '../../../../src/ui/state/session-mirror.ts';
import { answering, deferred } from './answers.ts';

const guest: SessionView = {
  epoch: 1,
  configured: true,
  fault: null,
  passwordPolicy: null,
  account: null,
  identityId: null,
  ended: null,
  hostedUi: false,
  attributes: { required: [], optional: [] },
  usernames: 'any',
  signInStep: null,
  signInTurn: 0,
  intent: null,
  termsRequired: false,
  unsent: 0,
  departedUnsent: 0,
  due: 0,
};
const signedIn: SessionView = {
  ...guest,
  epoch: 2,
  account: { username: 'maria', email: 'm@e.org', sub: '1' },
};

describe('the mirrored session', () => {
  it('is what the background answers', async () => {
    const mirror = createSessionMirror(answering({ 'session.get': () => guest }).call);
    await mirror.load();
    expect(mirror.store.get()).toEqual({ value: guest, loading: false, error: null });
  });

  it('prefers a push to an answer that was on its way', async () => {
    const answer = deferred<SessionView>();
    const mirror = createSessionMirror(answering({ 'session.get': () => answer.promise }).call);
    const loading = mirror.load();
    mirror.receive({ kind: 'session', session: signedIn });
    answer.resolve(guest);
    await loading;
    expect(mirror.store.get().value).toEqual(signedIn);
  });

  it('says why nothing is known, and recovers', async () => {
    let works = false;
    const { call } = answering({
      'session.get': () => {
        if (!works) throw new CodedError('timeout');
        return guest;
      },
    });
    const mirror = createSessionMirror(call);
    await mirror.load();
    expect(mirror.store.get()).toEqual({ value: null, loading: false, error: { code: 'timeout' } });
    works = true;
    await mirror.load();
    expect(mirror.store.get()).toEqual({ value: guest, loading: false, error: null });
  });
});

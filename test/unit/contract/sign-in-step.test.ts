import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type SignInStep, typedStep } from '../../../src/contract/sign-in-step.ts';
import { withTyped } from '../../../src/contract/with-typed.ts';

const confirm: SignInStep = { step: 'confirm', username: 'maria', destination: 'm***@e***', resendAt: 7 };

describe('what is typed in a step', () => {
  it('has the username, what else is no secret, and nothing more', () => {
    const typed = { step: 'register', username: 'maria', email: 'm@example.org', attributes: {} };
    expect(v.parse(typedStep, { ...typed, password: 'never this' })).toEqual(typed);
    const signIn = { step: 'signIn', username: 'maria' };
    expect(v.parse(typedStep, { ...signIn, password: 'never this', note: 'confirmed' })).toEqual(signIn);
    expect(v.is(typedStep, { step: 'challenge', username: 'maria' })).toBe(false);
  });

  it('leaves a note at the sign-in where it is', () => {
    const step: SignInStep = { step: 'signIn', username: 'maria', note: 'confirmed' };
    expect(withTyped(step, { step: 'signIn', username: 'm' })).toEqual({ ...step, username: 'm' });
    expect(withTyped(confirm, { step: 'signIn', username: 'm' })).toMatchObject({ note: null });
  });

  it('keeps where a code went, for the username that it was sent for', () => {
    expect(withTyped(confirm, { step: 'confirm', username: 'maria ' })).toEqual({
      ...confirm,
      username: 'maria ',
    });
    const unknown = { destination: '', resendAt: 0 };
    expect(withTyped(confirm, { step: 'confirm', username: 'mario' })).toMatchObject(unknown);
    expect(withTyped(null, { step: 'confirm', username: 'maria' })).toMatchObject(unknown);
  });
});

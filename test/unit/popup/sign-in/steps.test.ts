import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../../src/contract/errors.ts';
import type { SignInStep } from '../../../../src/contract/sign-in-step.ts';
import { fieldOf } from '../../../../src/popup/sign-in/sign-up-errors.ts';
import { forgot, shownStep } from '../../../../src/popup/sign-in/steps.ts';
import { firstDigits } from '../../../../src/ui/controls/first-digits.ts';

describe('the code', () => {
  it.each([
    [' 123456 ', '123456'],
    ['123 456', '123456'],
    ['Your code is 123456.', '123456'],
    ['1234567', '123456'],
    ['12a3', '123'],
    ['', ''],
  ])('typed as "%s" is %s', (typed, digits) => {
    expect(firstDigits(typed, 6)).toBe(digits);
  });

  it('never has anything but up to six digits', () => {
    fc.assert(fc.property(fc.string(), (typed) => /^\d{0,6}$/.test(firstDigits(typed, 6))));
  });
});

describe('the step that the popup shows', () => {
  const known: SignInStep = { step: 'confirm', username: 'maria', destination: 'm***@e***', resendAt: 7 };

  it('is the background’s, and the first one where that has none', () => {
    expect(shownStep({ step: known, turn: 1 }, null)).toEqual(known);
    expect(shownStep({ step: null, turn: 0 }, null)).toEqual({ step: 'signIn', username: '', note: null });
  });

  it('is the one that the person went to, before the background has heard of it', () => {
    expect(shownStep({ step: known, turn: 1 }, { turn: 1, typed: forgot('maria') })).toEqual(forgot('maria'));
  });

  it('is the background’s again once that has gone on, whatever was typed before', () => {
    const typed = { turn: 1, typed: forgot('mario') };
    expect(shownStep({ step: known, turn: 2 }, typed)).toEqual(known);
  });
});

describe('a refused registration', () => {
  it('is shown beside the field it is about', () => {
    expect(fieldOf({ code: 'usernameTaken' })).toBe('username');
    expect(fieldOf({ code: 'emailTaken' })).toBe('email');
    expect(fieldOf({ code: 'passwordRejected' })).toBe('password');
    expect(fieldOf({ code: 'parameterRejected', data: { field: 'email' } })).toBe('email');
  });

  it('is shown below the form where it is about no field', () => {
    const others = errorCodes.filter((code) => fieldOf({ code }) === null);
    expect(others).toContain('offline');
    expect(fieldOf({ code: 'parameterRejected', data: { field: 'zoneinfo' } })).toBeNull();
  });
});

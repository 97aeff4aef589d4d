import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../../src/contract/errors.ts';
import { fieldOf } from '../../../../src/popup/sign-in/sign-up-errors.ts';
import { confirm, isSameStep, register, signIn, toRemember } from '../../../../src/popup/sign-in/steps.ts';
import { sixDigits } from '../../../../src/ui/controls/six-digits.ts';

describe('the code', () => {
  it.each([
    [' 123456 ', '123456'],
    ['123 456', '123456'],
    ['Your code is 123456.', '123456'],
    ['1234567', '123456'],
    ['12a3', '123'],
    ['', ''],
  ])('typed as "%s" is %s', (typed, digits) => {
    expect(sixDigits(typed)).toBe(digits);
  });

  it('never has anything but up to six digits', () => {
    fc.assert(fc.property(fc.string(), (typed) => /^\d{0,6}$/.test(sixDigits(typed))));
  });
});

describe('what is remembered of a step', () => {
  it('has the username, what else is no secret, and nothing more', () => {
    const typed = { ...register('maria'), email: 'm@example.org', password: 'never this' };
    expect(toRemember(typed)).toEqual({
      step: 'register',
      username: 'maria',
      email: 'm@example.org',
      attributes: {},
    });
    expect(toRemember(confirm('maria', 'm***@e***'))).toEqual({ step: 'confirm', username: 'maria' });
    expect(toRemember(signIn('maria', 'confirmed'))).toEqual({
      step: 'signIn',
      username: 'maria',
      note: 'confirmed',
    });
  });

  it('is the same for steps that differ only in what the background knows itself', () => {
    expect(isSameStep(confirm('maria', 'm***@e***'), confirm('maria'))).toBe(true);
    expect(isSameStep(confirm('maria'), confirm('mario'))).toBe(false);
    expect(isSameStep(confirm('maria'), signIn('maria'))).toBe(false);
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

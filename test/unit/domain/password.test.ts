import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { checkPassword, type PasswordPolicy, passwordPolicy } from '../../../src/domain/password.ts';

const strict = v.parse(passwordPolicy, {});
const broken = (password: string, policy: PasswordPolicy = strict) =>
  checkPassword(password, policy)
    .filter(({ kept }) => !kept)
    .map(({ rule }) => rule);

it('names each rule that a password breaks', () => {
  expect(broken('Passw0rd!')).toEqual([]);
  expect(broken('Pw0!')).toEqual(['length']);
  expect(broken('PASSW0RD!')).toEqual(['lowercase']);
  expect(broken('passw0rd!')).toEqual(['uppercase']);
  expect(broken('Password!')).toEqual(['number']);
  expect(broken('Passw0rd')).toEqual(['symbol']);
  expect(broken('')).toEqual(['length', 'lowercase', 'uppercase', 'number', 'symbol']);
});

it('is not longer than Cognito takes', () => {
  expect(broken(`Aa1!${'x'.repeat(252)}`)).toEqual([]);
  expect(broken(`Aa1!${'x'.repeat(253)}`)).toEqual(['length']);
});

it('shows the rules of the policy and no others', () => {
  const lax = v.parse(passwordPolicy, { minimumLength: 6, requireUppercase: false, requireSymbols: false });
  expect(checkPassword('abc123', lax)).toEqual([
    { rule: 'length', kept: true },
    { rule: 'lowercase', kept: true },
    { rule: 'number', kept: true },
  ]);
});

describe('a symbol', () => {
  it('is any of those that Cognito lists', () => {
    for (const symbol of '^$*.[]{}()?-"!@#%&/\\,><\':;|_~`=+')
      expect(broken(`Passw0rd${symbol}`)).toEqual([]);
  });

  it('is a space between other characters, but not at an end', () => {
    expect(broken('Pass w0rd')).toEqual([]);
    expect(broken(' Passw0rd')).toEqual(['symbol', 'ends']);
    expect(broken('Passw0rd ')).toEqual(['symbol', 'ends']);
  });

  it('is no letter of another alphabet', () => {
    expect(broken('Passw0rdé漢')).toEqual(['symbol']);
  });
});

it('WI7: has no white space at its ends, and only a broken rule says so', () => {
  for (const password of [' Passw0rd!', 'Passw0rd! ', '\tPassw0rd!', 'Passw0rd!\n', '\u00a0Passw0rd!'])
    expect(broken(password)).toEqual(['ends']);
  expect(checkPassword('Pass w0rd!', strict).map(({ rule }) => rule)).not.toContain('ends');
});

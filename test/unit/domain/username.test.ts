import { expect, it } from 'vitest';
import { emailAddress } from '../../../src/domain/email-address.ts';
import { usernameFault } from '../../../src/domain/username.ts';

it.each([
  ['kim', null],
  ['', null],
  ['kim.lee+1', null],
  ['金', null],
  ['kim🦊', null],
  ['kim@work', null],
  ['kim lee', 'space'],
  ['kim\u00a0lee', 'space'],
  ['kim\u3000lee', 'space'],
  ['kim\u200blee', 'character'],
  ['kim\u0007', 'character'],
  ['kim@example.org', 'isEmail'],
] as const)('WI7: finds in the new username %j of a pool with names the fault %s', (username, fault) => {
  expect(usernameFault(username, 'name')).toBe(fault);
});

it('WI7: takes an e-mail address where the pool does', () => {
  expect(usernameFault('kim@example.org', 'any')).toBeNull();
  expect(usernameFault('kim@example.org', 'email')).toBeNull();
  expect(usernameFault('kim', 'email')).toBe('noEmail');
  expect(usernameFault('', 'email')).toBeNull();
});

it.each([
  "sean.o'brien@example.org",
  'info@xn--mnchen-3ya.de',
  'info@münchen.de',
  'kim+tasks@mail.example.co.uk',
  '{kim}=!#$%&*/?^`|~@example.org',
  '1@2.33',
])('WI8: takes %s for an e-mail address', (address) => {
  expect(emailAddress.test(address)).toBe(true);
});

it.each(['kim', 'kim@', '@example.org', 'kim@example', 'kim@example.', 'kim@.org', 'kim lee@example.org'])(
  'takes %s for an unfinished one',
  (address) => {
    expect(emailAddress.test(address)).toBe(false);
  },
);

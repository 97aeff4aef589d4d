import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { claimsOf, requireAdmin } from '../../../../src/cloud/handlers/profile/claims.ts';

const sub = '0b5c1e0a-1111-4222-8333-444444444444';
const least = { sub, token_use: 'id', 'cognito:username': 'ann' };

/** As far as the function looks. */
const eventWith = (claims: unknown) =>
  ({ requestContext: { authorizer: claims === undefined ? null : { claims } } }) as APIGatewayProxyEvent;

const read = (claims: Record<string, string>) => claimsOf(eventWith({ ...least, ...claims }));

it('turns the authorizer’s texts back into what the token said', () => {
  const claims = read({
    email: 'ann@example.com',
    email_verified: 'true',
    phone_number_verified: 'false',
    'cognito:groups': 'ADMINS,USERS',
    address: '{"formatted":"1 Main Street,\\nSpringfield"}',
    auth_time: '1766000000',
    iat: 'Wed Dec 17 19:33:20 UTC 2025',
    exp: 'Wed Dec 17 20:33:20 UTC 2025',
    'custom:flag': 'true',
  });
  expect(claims).toEqual({
    ...least,
    email: 'ann@example.com',
    email_verified: true,
    phone_number_verified: false,
    'cognito:groups': ['ADMINS', 'USERS'],
    address: { formatted: '1 Main Street,\nSpringfield' },
    auth_time: 1766000000,
    iat: 1766000000,
    exp: 1766003600,
    'custom:flag': 'true',
  });
});

it.each([
  ['{formatted=1 Main Street, Springfield}', '1 Main Street, Springfield'],
  ['1 Main Street', '1 Main Street'],
  ['{"formatted":5}', '{"formatted":5}'],
])('shows an address that comes as %s', (text, formatted) => {
  expect(read({ address: text }).address).toEqual({ formatted });
});

it.each([
  ['no claims', undefined],
  ['an access token', { ...least, token_use: 'access' }],
  ['no sub', { token_use: 'id', 'cognito:username': 'ann' }],
  ['claims that are no texts', { ...least, 'cognito:groups': { ADMINS: true } }],
])('refuses %s', (_, claims) => {
  expect(() => claimsOf(eventWith(claims))).toThrow('Sign in');
});

it('takes nobody for an administrator but members of the group', () => {
  expect(() => requireAdmin(read({ 'cognito:groups': 'USERS,ADMINS' }))).not.toThrow();
  for (const groups of ['', 'USERS', 'admins', 'ADMINS2', '[ADMINS]']) {
    expect(() => requireAdmin(read({ 'cognito:groups': groups }))).toThrow('administrators');
  }
  expect(() => requireAdmin(read({ email: 'ADMINS' }))).toThrow('administrators');
});

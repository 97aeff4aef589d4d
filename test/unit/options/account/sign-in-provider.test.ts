import { expect, it } from 'vitest';
import { signInProvider } from '../../../../src/options/account/sign-in-provider.ts';

const linked = { identities: [{ providerName: 'Google', userId: '1' }] };

it.each([
  [{ 'cognito:username': 'google_1', ...linked }, 'Google'],
  [{ 'cognito:username': 'Google_1', ...linked }, 'Google'],
  [{ 'cognito:username': 'kim', ...linked }, null],
  [{ 'cognito:username': 'googler', ...linked }, null],
  [{ 'cognito:username': 'google_1' }, null],
  [{ 'cognito:username': 'kim', identities: 'none' }, null],
  [{}, null],
])('WI13: of the claims %j, the provider is %s', (claims, provider) => {
  expect(signInProvider(claims)).toBe(provider);
});

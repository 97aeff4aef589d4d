import { describe, expect, it } from 'vitest';
import { type Credentials, chooseCredentialSource } from '../../../../src/core/auth/credentials.ts';
import type { TokenSet } from '../../../../src/core/auth/tokens.ts';

const now = 1_000_000_000;
const hour = 3_600_000;
const credentials = (owner: string | null, expiration: number): Credentials => ({
  identityId: 'us-east-1:x',
  accessKeyId: 'a',
  secretAccessKey: 's',
  sessionToken: 't',
  expiration,
  owner,
});
// Only the expiry of the tokens plays a part in the choice.
const tokens = (expiresAt: number) => ({ sub: 'maria', expiresAt }) as TokenSet;

describe('the way to credentials', () => {
  it.each([
    ['nobody signed in', { owner: null, credentials: null, tokens: null }, 'guest'],
    ['a valid session', { owner: 'maria', credentials: null, tokens: tokens(now + hour) }, 'login'],
    ['an expired session', { owner: 'maria', credentials: null, tokens: tokens(now) }, 'refresh'],
    ['no tokens after a restart', { owner: 'maria', credentials: null, tokens: null }, 'refresh'],
    [
      'fresh guest credentials',
      { owner: null, credentials: credentials(null, now + hour), tokens: null },
      'kept',
    ],
    [
      'expired guest credentials',
      { owner: null, credentials: credentials(null, now), tokens: null },
      'guest',
    ],
    [
      'fresh credentials, expired tokens',
      { owner: 'maria', credentials: credentials('maria', now + hour), tokens: tokens(now) },
      'kept',
    ],
    [
      'the guest’s credentials after a sign-in',
      { owner: 'maria', credentials: credentials(null, now + hour), tokens: tokens(now + hour) },
      'login',
    ],
    [
      'the user’s credentials after a sign-out',
      { owner: null, credentials: credentials('maria', now + hour), tokens: null },
      'guest',
    ],
  ] as const)('with %s', (_, state, source) => {
    expect(chooseCredentialSource(state, now, 0)).toBe(source);
  });

  it('is chosen on the server’s clock', () => {
    const state = { owner: null, credentials: credentials(null, now + hour), tokens: null };
    expect(chooseCredentialSource(state, now, 2 * hour)).toBe('guest');
  });
});

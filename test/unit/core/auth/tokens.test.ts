import { describe, expect, it } from 'vitest';
import { expiryMargin, isFresh, readTokens } from '../../../../src/core/auth/tokens.ts';

const now = Date.UTC(2026, 10, 20, 12);
const seconds = (ms: number) => Math.floor(ms / 1000);

function jwt(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}
const idToken = (claims: Record<string, unknown> = {}) =>
  jwt({
    sub: 's',
    token_use: 'id',
    'cognito:username': 'märia',
    email: 'm@example.org',
    iat: seconds(now),
    exp: seconds(now) + 3600,
    ...claims,
  });
const accessToken = (claims: Record<string, unknown> = {}) =>
  jwt({ sub: 's', token_use: 'access', exp: seconds(now) + 300, ...claims });

describe('reading a token pair', () => {
  it('takes the claims, and the earlier of the two expiries', () => {
    const read = readTokens({ idToken: idToken(), accessToken: accessToken() }, now);
    expect(read).toMatchObject({ sub: 's', username: 'märia', email: 'm@example.org', clockOffset: 0 });
    expect(read.expiresAt).toBe(now + 300_000);
  });

  it('learns how far the server is ahead of or behind our clock', () => {
    const late = readTokens({ idToken: idToken(), accessToken: accessToken() }, now - 20 * 60_000);
    expect(late.clockOffset).toBe(20 * 60_000);
    expect(readTokens({ idToken: idToken(), accessToken: accessToken() }, now + 2_000).clockOffset).toBe(0);
  });

  it.each([
    [300, 75],
    [600, 150],
    [3600, 300],
    [86_400, 300],
  ])('WI4: plans the renewal for the last part of a life of %i seconds: %i seconds ahead', (life, ahead) => {
    const exp = seconds(now) + life;
    const tokens = { idToken: idToken({ exp }), accessToken: accessToken({ exp }) };
    expect(readTokens(tokens, now).lead).toBe(ahead * 1000);
    expect(readTokens(tokens, now - 20 * 60_000).lead).toBe(ahead * 1000);
    expect(ahead * 1000).toBeGreaterThan(expiryMargin);
  });

  it.each([
    ['no JWS', { idToken: 'x', accessToken: accessToken() }],
    ['swapped', { idToken: accessToken(), accessToken: idToken() }],
    ['of two users', { idToken: idToken(), accessToken: accessToken({ sub: 'other' }) }],
    ['without a subject', { idToken: idToken({ sub: undefined }), accessToken: accessToken() }],
    ['not JSON', { idToken: 'e30.bm90IGpzb24.c2ln', accessToken: accessToken() }],
  ])('refuses tokens that are %s', (_, tokens) => {
    expect(() => readTokens(tokens, now)).toThrow(expect.objectContaining({ code: 'badAnswer' }));
  });
});

describe('freshness', () => {
  it('ends a margin before the expiry', () => {
    expect(isFresh(now + expiryMargin + 1, now, 0)).toBe(true);
    expect(isFresh(now + expiryMargin, now, 0)).toBe(false);
  });
  it('is judged on the server’s clock', () => {
    expect(isFresh(now + 30 * 60_000, now, 40 * 60_000)).toBe(false);
    expect(isFresh(now - 10 * 60_000, now, -20 * 60_000)).toBe(true);
  });
});

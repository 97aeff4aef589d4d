import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../../src/contract/configuration.ts';
import { signInInBrowser, signOutAddress } from '../../../../src/core/auth/browser-sign-in.ts';
import { fakeTokens } from './fake-tokens.ts';

const redirectUri = 'https://extension.example/';
const domain = 'https://login.example';
// The sign-in reads only this part of a configuration.
const configuration = { userPoolClientId: 'client', hostedUi: { domain } } as Configuration;
const coded = (code: string) => expect.objectContaining({ code });

/** A sign-in whose page and token endpoint answer as told. */
async function signIn(answers: {
  redirect?: (asked: URLSearchParams) => Record<string, string>;
  claims?: (asked: URLSearchParams) => Record<string, unknown>;
  status?: number;
}) {
  let asked = new URLSearchParams();
  const sent: URLSearchParams[] = [];
  const outcome = signInInBrowser(
    configuration,
    redirectUri,
    async (address) => {
      asked = new URL(address).searchParams;
      const redirect = answers.redirect?.(asked) ?? { code: 'code', state: asked.get('state') ?? '' };
      return `${redirectUri}?${new URLSearchParams(redirect)}`;
    },
    {
      now: Date.now,
      fetch: async (_, init) => {
        sent.push(new URLSearchParams(String(init?.body)));
        const claims = answers.claims?.(asked) ?? { nonce: asked.get('nonce') };
        const { idToken, accessToken } = fakeTokens(claims);
        const tokens = { id_token: idToken, access_token: accessToken, refresh_token: 'refresh' };
        return Response.json(tokens, { status: answers.status ?? 200 });
      },
    },
  );
  return { outcome: await outcome, asked, sent };
}

describe('a sign-in on the user pool’s own page', () => {
  it('asks for a code with a challenge, and proves it with what only it knows', async () => {
    const { outcome, asked, sent } = await signIn({});
    expect(outcome).toMatchObject({ step: 'signedIn', refreshToken: 'refresh' });
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'client',
      redirect_uri: redirectUri,
      code_challenge_method: 'S256',
    });
    const [form] = sent;
    const verifier = form?.get('code_verifier') ?? '';
    expect(verifier).toMatch(/^[\w-]{43}$/);
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(asked.get('code_challenge'));
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      grant_type: 'authorization_code',
      code: 'code',
      redirect_uri: redirectUri,
    });
  });

  it('asks differently each time', async () => {
    const [first, second] = [await signIn({}), await signIn({})];
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(first.asked.get(name)).not.toBe(second.asked.get(name));
  });

  it.each([
    ['another state', () => ({ code: 'code', state: 'another' })],
    ['no state', () => ({ code: 'code' })],
    ['a refusal', (asked: URLSearchParams) => ({ error: 'access_denied', state: asked.get('state') ?? '' })],
  ])('takes no answer with %s: no code is exchanged', async (_, redirect) => {
    await expect(signIn({ redirect })).rejects.toEqual(coded('browserSignInFailed'));
  });

  it('takes no tokens that were made for another question', async () => {
    await expect(signIn({ claims: () => ({ nonce: 'another' }) })).rejects.toEqual(
      coded('browserSignInFailed'),
    );
  });

  it('takes no refusal of the code for a session', async () => {
    await expect(signIn({ status: 400 })).rejects.toEqual(coded('browserSignInFailed'));
  });

  it('ends at the same address that it came back to', () => {
    const address = new URL(signOutAddress(configuration, redirectUri));
    expect(`${address.origin}${address.pathname}`).toBe(`${domain}/logout`);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: 'client',
      logout_uri: redirectUri,
    });
  });
});

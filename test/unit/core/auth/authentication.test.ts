import AuthenticationHelper from 'amazon-cognito-identity-js/es/AuthenticationHelper.js';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../../src/contract/configuration.ts';
import { createAuthentication } from '../../../../src/core/auth/authentication.ts';
import { createUserPoolClient } from '../../../../src/core/auth/user-pool-client.ts';
import BigInteger from '../../../../src/core/vendor/big-integer.ts';

const parts = { region: 'us-east-1', userPoolId: 'us-east-1_AbC123xyz', userPoolClientId: 'client' };
const configuration = parts as Configuration; // the rest is not read here

/** A challenge whose parameters only the test changes. */
const proofAsked = (parameters: object = {}) => ({
  ChallengeName: 'PASSWORD_VERIFIER',
  ChallengeParameters: {
    USER_ID_FOR_SRP: 'kim',
    SRP_B: 'abcdef0123456789'.repeat(40),
    SALT: 'ab'.repeat(16),
    SECRET_BLOCK: btoa('secret block'),
    ...parameters,
  },
});
const refused = Response.json({ __type: 'NotAuthorizedException', message: 'no' }, { status: 400 });

/** Signs in at a user pool that gives these answers, the last one for ever; what it was asked, and the outcome. */
async function signIn(...answers: object[]) {
  const asked: { operation: string; body: Record<string, unknown> }[] = [];
  const fetch = async (_: unknown, init: RequestInit = {}): Promise<Response> => {
    const operation = new Headers(init.headers).get('x-amz-target')?.split('.')[1] ?? '';
    asked.push({ operation, body: JSON.parse(String(init.body)) });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    return answer instanceof Response ? answer.clone() : Response.json(answer);
  };
  const { call } = createUserPoolClient(configuration, { fetch, now: Date.now });
  const outcome = await createAuthentication(configuration, call, Date.now)
    .start({ flow: 'password', username: 'kim@example.org', password: 'Correct-horse-1' })
    .catch((error: unknown) => error);
  return { asked, outcome };
}

describe('the proof of a password', () => {
  it('is computed with our BigInteger in the library’s AuthenticationHelper', () => {
    const helper = new AuthenticationHelper('pool');
    for (const value of [helper.N, helper.g, helper.k, helper.largeAValue])
      expect(value).toBeInstanceOf(BigInteger);
  });

  it('is made of the server’s numbers, for the user’s own name', async () => {
    const { asked, outcome } = await signIn(proofAsked(), refused);
    expect(outcome).toMatchObject({ code: 'wrongCredentials' });
    expect(asked.map(({ operation }) => operation)).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
    expect(asked[0]?.body).toMatchObject({
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'kim@example.org', SRP_A: expect.stringMatching(/^[0-9a-f]{700,768}$/) },
    });
    expect(asked[1]?.body).toMatchObject({
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: {
        USERNAME: 'kim',
        PASSWORD_CLAIM_SIGNATURE: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      },
    });
  });

  it('is never accompanied by the password', async () => {
    const { asked } = await signIn(proofAsked(), refused);
    expect(JSON.stringify(asked)).not.toContain('Correct-horse-1');
  });

  it.each([
    ['a server’s value of zero', { SRP_B: '0' }],
    [
      'a server’s value that is a multiple of the modulus',
      { SRP_B: String(new AuthenticationHelper('pool').N) },
    ],
    ['a server’s value that is longer than the group', { SRP_B: 'f'.repeat(1_000_000) }],
    ['a server’s value that is negative', { SRP_B: '-5' }],
    ['a salt that is no number', { SALT: 'salt' }],
    ['no salt', { SALT: null }],
    ['a secret block that is not base64', { SECRET_BLOCK: 'A' }],
    ['a secret block without an end', { SECRET_BLOCK: 'A'.repeat(100_000) }],
    ['no user name', { USER_ID_FOR_SRP: undefined }],
  ])('is not given for %s', async (_, parameters) => {
    const { asked, outcome } = await signIn(proofAsked(parameters));
    expect(outcome).toMatchObject({ code: 'badAnswer' });
    expect(asked).toHaveLength(1);
  });

  it('is given once: a user pool that asks for ever gets no second one', async () => {
    const { asked, outcome } = await signIn(proofAsked());
    expect(asked).toHaveLength(2);
    expect(outcome).toEqual({ step: 'unsupported', challenge: 'PASSWORD_VERIFIER' });
  });
});

describe('a sign-in whose first answer', () => {
  it('is a question to the person goes on with it', async () => {
    const { outcome } = await signIn({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: 'session',
      ChallengeParameters: { USER_ID_FOR_SRP: 'kim' },
    });
    expect(outcome).toMatchObject({ step: 'challenge', username: 'kim', challenge: { kind: 'code' } });
  });

  it.each([
    ['is a user who is not confirmed', 'UserNotConfirmedException', { step: 'confirm' }],
    ['refuses the user', 'NotAuthorizedException', { code: 'wrongCredentials' }],
  ])('%s is told so', async (_, __type, expected) => {
    const { asked, outcome } = await signIn(Response.json({ __type }, { status: 400 }));
    expect(outcome).toMatchObject(expected);
    expect(asked).toHaveLength(1);
  });
});

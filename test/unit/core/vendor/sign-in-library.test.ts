import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import AuthenticationHelper from 'amazon-cognito-identity-js/es/AuthenticationHelper.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import BigInteger from '../../../../src/core/vendor/big-integer.ts';

afterEach(() => vi.unstubAllGlobals());

/** Answers as a user pool that asks for the proof, with a public value of its own choice; keeps what it is asked. */
function challengingPool(publicValue: string) {
  const asked: { target: string; body: Record<string, unknown> }[] = [];
  const answer = async (_: string, init: RequestInit): Promise<Response> => {
    const target = new Headers(init.headers).get('x-amz-target') ?? '';
    asked.push({ target, body: JSON.parse(String(init.body)) });
    if (!target.endsWith('InitiateAuth'))
      return Response.json({ __type: 'NotAuthorizedException', message: 'no' }, { status: 400 });
    return Response.json({
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: {
        USER_ID_FOR_SRP: 'kim',
        SRP_B: publicValue,
        SALT: 'ab'.repeat(16),
        SECRET_BLOCK: btoa('secret block'),
      },
    });
  };
  return { asked, answer };
}

function signIn(): Promise<string> {
  const Pool = new CognitoUserPool({ UserPoolId: 'us-east-1_AbC123xyz', ClientId: 'client' });
  const details = new AuthenticationDetails({ Username: 'kim', Password: 'Correct-horse-1' });
  return new Promise((resolve) => {
    new CognitoUser({ Username: 'kim', Pool }).authenticateUser(details, {
      onSuccess: () => resolve('signed in'),
      onFailure: (error: Error) => resolve(error.name),
    });
  });
}

describe('amazon-cognito-identity-js', () => {
  it('computes with our BigInteger in its AuthenticationHelper', () => {
    const helper = new AuthenticationHelper('pool');
    for (const value of [helper.N, helper.g, helper.k, helper.largeAValue])
      expect(value).toBeInstanceOf(BigInteger);
  });

  it('computes with our BigInteger in its CognitoUser: the proof is made of the server’s numbers', async () => {
    const pool = challengingPool('abcdef0123456789'.repeat(40));
    vi.stubGlobal('fetch', pool.answer);
    // padHex tests with instanceof: a second class of numbers would end the sign-in before the proof is sent.
    expect(await signIn()).toBe('NotAuthorizedException');
    expect(pool.asked.map(({ target }) => target.split('.')[1])).toEqual([
      'InitiateAuth',
      'RespondToAuthChallenge',
    ]);
    expect(pool.asked[1]?.body).toMatchObject({
      ChallengeResponses: { PASSWORD_CLAIM_SIGNATURE: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) },
    });
  });

  it('ends a sign-in whose server value is zero, without a proof', async () => {
    const pool = challengingPool('0');
    vi.stubGlobal('fetch', pool.answer);
    expect(await signIn()).not.toBe('signed in');
    expect(pool.asked).toHaveLength(1);
  });
});

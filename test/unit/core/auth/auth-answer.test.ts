import { describe, expect, it } from 'vitest';
import { readAuthAnswer } from '../../../../src/core/auth/auth-answer.ts';
import { fakeTokens } from './fake-tokens.ts';

const read = (answer: unknown) => readAuthAnswer(answer, 'kim', Date.now());
const asked = (ChallengeName: string, ChallengeParameters: Record<string, string> = {}) =>
  read({ ChallengeName, Session: 'session', ChallengeParameters });

describe('what the user pool answers to a sign-in', () => {
  it('is a session with all three tokens', () => {
    const { idToken, accessToken } = fakeTokens({ sub: 'sub' });
    const AuthenticationResult = { IdToken: idToken, AccessToken: accessToken, RefreshToken: 'refresh' };
    expect(read({ AuthenticationResult, ChallengeParameters: {} })).toMatchObject({
      step: 'signedIn',
      tokens: { sub: 'sub' },
      refreshToken: 'refresh',
    });
  });

  it.each([
    ['SMS_MFA', { CODE_DELIVERY_DESTINATION: '+*******0123' }, 'sms', '+*******0123'],
    ['EMAIL_OTP', { CODE_DELIVERY_DESTINATION: 'k***@e***' }, 'email', 'k***@e***'],
    ['SOFTWARE_TOKEN_MFA', { FRIENDLY_DEVICE_NAME: 'Phone' }, 'authenticator', 'Phone'],
  ])('asks for a code by %s', (name, parameters, by, destination) => {
    expect(asked(name, parameters)).toMatchObject({
      step: 'challenge',
      session: 'session',
      challenge: { kind: 'code', by, destination },
    });
  });

  it('asks for a password of one’s own and what is missing, by the attributes’ plain names', () => {
    const requiredAttributes = '["userAttributes.name","userAttributes.custom:team"]';
    expect(asked('NEW_PASSWORD_REQUIRED', { requiredAttributes })).toMatchObject({
      challenge: { kind: 'newPassword', attributes: ['name', 'custom:team'] },
    });
  });

  it('lets the person choose among the ways that are known here', () => {
    const MFAS_CAN_CHOOSE = '["SMS_MFA","SOFTWARE_TOKEN_MFA","SOMETHING_NEW"]';
    expect(asked('SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE })).toMatchObject({
      challenge: { kind: 'choice', of: ['sms', 'authenticator'] },
    });
  });

  it('goes on under the user’s own name where an alias was typed', () => {
    expect(
      asked('MFA_SETUP', { USER_ID_FOR_SRP: 'kim-1', MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' }),
    ).toEqual({
      step: 'challenge',
      username: 'kim-1',
      session: 'session',
      challenge: { kind: 'setUp' },
    });
  });

  it.each([
    ['CUSTOM_CHALLENGE', {}],
    ['DEVICE_SRP_AUTH', {}],
    ['SOMETHING_NEW', {}],
    ['MFA_SETUP', { MFAS_CAN_SETUP: '["SMS_MFA"]' }],
    ['SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '["SOMETHING_NEW"]' }],
  ])('says at once that %s can’t be answered here', (challenge, parameters) => {
    expect(asked(challenge, parameters)).toEqual({ step: 'unsupported', challenge });
  });

  it.each([
    null,
    {},
    { AuthenticationResult: { IdToken: 'x', AccessToken: 'y' } },
    { AuthenticationResult: { IdToken: 'x', AccessToken: 'y', RefreshToken: 'z' } },
    { ChallengeName: 'SELECT_MFA_TYPE', ChallengeParameters: { MFAS_CAN_CHOOSE: 'no JSON' } },
  ])('is a bad answer when it is %j', (answer) => {
    expect(() => read(answer)).toThrow(expect.objectContaining({ code: 'badAnswer' }));
  });
});

/** Parses the user pool's answer to a step of signing in. */
import * as v from 'valibot';
import { type Challenge, challenge, type Factor, factors } from '../../contract/challenge.ts';
import { CodedError } from '../../contract/errors.ts';
import { parseAnswer } from '../parse.ts';
import { type RefreshToken, readTokens, type TokenSet } from './tokens.ts';

/**
 * A challenge, with the values that its answer needs. The session is valid for minutes, and for this challenge only.
 */
export const pendingChallenge = v.object({
  /** The user's own name. It may differ from the alias that was typed. */
  username: v.string(),
  session: v.string(),
  challenge,
});
export type PendingChallenge = v.InferOutput<typeof pendingChallenge>;

export type AuthOutcome =
  | { step: 'signedIn'; tokens: TokenSet; refreshToken: RefreshToken }
  | { step: 'confirm' }
  | ({ step: 'challenge' } & PendingChallenge)
  | { step: 'unsupported'; challenge: string };

/** Cognito's names of the challenges that ask for a code, and of the answer's field. */
export const codeChallenges: Record<Factor, { name: string; field: string }> = {
  sms: { name: 'SMS_MFA', field: 'SMS_MFA_CODE' },
  email: { name: 'EMAIL_OTP', field: 'EMAIL_OTP_CODE' },
  authenticator: { name: 'SOFTWARE_TOKEN_MFA', field: 'SOFTWARE_TOKEN_MFA_CODE' },
};
const factorOf = new Map(factors.map((factor) => [codeChallenges[factor].name, factor]));

const texts = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
const answer = v.object({
  ChallengeName: v.nullish(v.string()),
  Session: v.nullish(v.string(), ''),
  ChallengeParameters: v.nullish(v.record(v.string(), v.string()), {}),
  AuthenticationResult: v.nullish(
    v.object({ IdToken: v.string(), AccessToken: v.string(), RefreshToken: v.nullish(v.string()) }),
  ),
});

/**
 * The next step after an answer of InitiateAuth or RespondToAuthChallenge.
 *
 * @param username who is signing in; the answer may know it better
 * @param now our clock at the arrival, epoch ms
 * @throws CodedError `badAnswer`
 */
export function readAuthAnswer(given: unknown, username: string, now: number): AuthOutcome {
  const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = parseAnswer(answer, given);
  if (ChallengeName) {
    const challenge = readChallenge(ChallengeName, ChallengeParameters);
    if (!challenge) return { step: 'unsupported', challenge: ChallengeName };
    const pending = { username: ChallengeParameters.USER_ID_FOR_SRP ?? username, session: Session };
    return { step: 'challenge', ...pending, challenge };
  }
  const { IdToken, AccessToken, RefreshToken } = AuthenticationResult ?? {};
  if (!IdToken || !AccessToken || !RefreshToken) throw new CodedError('badAnswer');
  const tokens = readTokens({ idToken: IdToken, accessToken: AccessToken }, now);
  // Branded here: the user pool gave it as the refresh token.
  return { step: 'signedIn', tokens, refreshToken: RefreshToken as RefreshToken };
}

/**
 * Null for a challenge that cannot be answered here.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
function readChallenge(name: string, parameters: Record<string, string | undefined>): Challenge | null {
  const by = factorOf.get(name);
  if (by) {
    const { CODE_DELIVERY_DESTINATION, FRIENDLY_DEVICE_NAME } = parameters;
    return { kind: 'code', by, destination: CODE_DELIVERY_DESTINATION ?? FRIENDLY_DEVICE_NAME ?? '' };
  }
  switch (name) {
    case 'NEW_PASSWORD_REQUIRED': {
      const names = parseAnswer(texts, parameters.requiredAttributes ?? '[]');
      return { kind: 'newPassword', attributes: names.map((one) => one.replace('userAttributes.', '')) };
    }
    case 'SELECT_MFA_TYPE': {
      const of = parseAnswer(texts, parameters.MFAS_CAN_CHOOSE ?? '[]').flatMap(
        (one) => factorOf.get(one) ?? [],
      );
      return of.length > 0 ? { kind: 'choice', of } : null;
    }
    case 'MFA_SETUP':
      return parseAnswer(texts, parameters.MFAS_CAN_SETUP ?? '[]').includes(codeChallenges.authenticator.name)
        ? { kind: 'setUp' }
        : null;
    default:
      return null;
  }
}

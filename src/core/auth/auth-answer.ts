/** Parses the user pool's answer to a step of signing in. */
import * as v from 'valibot';
import { challenge, questionOf } from '../../contract/challenge.ts';
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

/** The answer of InitiateAuth or RespondToAuthChallenge. */
export const authAnswer = v.object({
  ChallengeName: v.nullish(v.string(), ''),
  Session: v.nullish(v.pipe(v.string(), v.maxLength(8192))),
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
  const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = parseAnswer(
    authAnswer,
    given,
  );
  if (ChallengeName) {
    const question = questionOf(ChallengeName, ChallengeParameters);
    if (!question) return { step: 'unsupported', challenge: ChallengeName };
    const pending = { username: ChallengeParameters.USER_ID_FOR_SRP ?? username, session: Session ?? '' };
    return { step: 'challenge', ...pending, challenge: parseAnswer(challenge, question) };
  }
  const { IdToken, AccessToken, RefreshToken } = AuthenticationResult ?? {};
  if (!IdToken || !AccessToken || !RefreshToken) throw new CodedError('badAnswer');
  const tokens = readTokens({ idToken: IdToken, accessToken: AccessToken }, now);
  // Branded here: the user pool gave it as the refresh token.
  return { step: 'signedIn', tokens, refreshToken: RefreshToken as RefreshToken };
}

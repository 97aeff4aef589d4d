/** Answers the user pool's challenges from stored values, so that the worker may be stopped before any answer. */
import * as v from 'valibot';
import type { ChallengeAnswer } from '../../contract/challenge.ts';
import { CodedError } from '../../contract/errors.ts';
import { parseAnswer } from '../parse.ts';
import { type AuthOutcome, codeChallenges, type PendingChallenge, readAuthAnswer } from './auth-answer.ts';
import type { CallUserPool } from './user-pool-client.ts';

export interface Challenges {
  /**
   * The next step. `codeMismatch` and `passwordRejected` leave the challenge as it is, `challengeExpired` ends it.
   * @throws CodedError
   */
  answer(pending: PendingChallenge, answer: ChallengeAnswer): Promise<AuthOutcome>;
  /** A new secret for an authenticator app (base32), and the session that continues with it. */
  beginSetUp(session: string): Promise<{ secret: string; session: string }>;
}

const associated = v.object({ SecretCode: v.string(), Session: v.nullish(v.string(), '') });
const verified = v.object({ Session: v.string() });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export function createChallenges(call: CallUserPool, ClientId: string, now: () => number): Challenges {
  return {
    async answer({ username, session, challenge }, given) {
      let Session = session;
      const respond = async (ChallengeName: string, responses: Record<string, string>) => {
        const ChallengeResponses = { USERNAME: username, ...responses };
        const body = { ClientId, ChallengeName, Session, ChallengeResponses };
        return readAuthAnswer(await call('RespondToAuthChallenge', body, 'challenge'), username, now());
      };
      if (given.kind === 'newPassword')
        return respond('NEW_PASSWORD_REQUIRED', {
          NEW_PASSWORD: given.password,
          ...Object.fromEntries(
            Object.entries(given.attributes).map(([name, value]) => [`userAttributes.${name}`, value]),
          ),
        });
      if (given.kind === 'choice')
        return respond('SELECT_MFA_TYPE', { ANSWER: codeChallenges[given.factor].name });
      if (given.kind === 'setUp') {
        const body = { Session, UserCode: given.code };
        ({ Session } = parseAnswer(verified, await call('VerifySoftwareToken', body, 'challenge')));
        return respond('MFA_SETUP', {});
      }
      if (challenge.kind !== 'code') throw new CodedError('invalidInput');
      const { name, field } = codeChallenges[challenge.by];
      return respond(name, { [field]: given.code });
    },
    async beginSetUp(Session) {
      const answer = parseAnswer(associated, await call('AssociateSoftwareToken', { Session }, 'challenge'));
      return { secret: answer.SecretCode, session: answer.Session };
    },
  };
}

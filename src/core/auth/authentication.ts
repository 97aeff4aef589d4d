/**
 * Signs in at the user pool. One loop calls it until it gives tokens, or asks what only the person can answer. A
 * question is answered from stored values, so the worker may be stopped before any answer.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
import * as v from 'valibot';
import { type ChallengeAnswer, replyTo } from '../../contract/challenge.ts';
import type { Configuration } from '../../contract/configuration.ts';
import { CodedError, hasCode } from '../../contract/errors.ts';
import { parseAnswer } from '../parse.ts';
import { type AuthOutcome, authAnswer, type PendingChallenge, readAuthAnswer } from './auth-answer.ts';
import { type CognitoStep, refusedAs } from './cognito-errors.ts';
import { createSrpProof } from './srp.ts';
import type { CallUserPool } from './user-pool-client.ts';

/** A way to begin a sign-in. The password is used for a proof, and never sent. */
export interface Flow {
  flow: 'password';
  username: string;
  password: string;
}

export interface Authentication {
  /** @throws CodedError */
  start(flow: Flow): Promise<AuthOutcome>;
  /**
   * Answers a challenge. `challengeExpired` ends it; any other error leaves it as it is.
   * @throws CodedError
   */
  answer(pending: PendingChallenge, answer: ChallengeAnswer): Promise<AuthOutcome>;
  /** A new secret for an authenticator app (base32), and the session that continues with it. */
  beginSetUp(session: string): Promise<{ secret: string; session: string }>;
}

/** The responses to a challenge that needs no person. @param parameters of the challenge */
type Proof = (parameters: unknown) => { USERNAME: string } & Record<string, string>;

const associated = v.object({ SecretCode: v.string(), Session: v.nullish(v.string(), '') });
const verified = v.object({ Session: v.string() });

/**
 * @param call calls an operation of the user pool
 * @param now our clock, epoch ms
 */
export function createAuthentication(
  { userPoolId, userPoolClientId: ClientId }: Configuration,
  call: CallUserPool,
  now: () => number,
): Authentication {
  /**
   * Answers what needs no person.
   *
   * @param given an answer of the user pool
   * @param proofs by Cognito's names of their challenges. Each is used once, so the loop ends
   */
  async function proceed(
    given: unknown,
    username: string,
    step: CognitoStep,
    proofs = new Map<string, Proof>(),
  ): Promise<AuthOutcome> {
    const { ChallengeName, ChallengeParameters, Session } = parseAnswer(authAnswer, given);
    const prove = proofs.get(ChallengeName);
    if (!prove) return readAuthAnswer(given, username, now());
    proofs.delete(ChallengeName);
    const ChallengeResponses = prove(ChallengeParameters);
    const body = { ClientId, ChallengeName, Session, ChallengeResponses };
    const next = await call('RespondToAuthChallenge', body, step);
    return proceed(next, ChallengeResponses.USERNAME, step, proofs);
  }

  return {
    async start({ username, password }) {
      const srp = createSrpProof(userPoolId.replace(/^.*_/, ''));
      const AuthParameters = { USERNAME: username, SRP_A: srp.publicValue };
      const body = { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters };
      const prove: Proof = (parameters) => srp.responses(parameters, password, now());
      try {
        const answer = await call('InitiateAuth', body, 'signIn');
        return await proceed(answer, username, 'signIn', new Map([['PASSWORD_VERIFIER', prove]]));
      } catch (error) {
        if (hasCode(error, 'userNotConfirmed')) return { step: 'confirm' };
        throw error;
      }
    },
    async answer({ username, session, challenge }, given) {
      const reply = replyTo(challenge, given);
      if (!reply) throw new CodedError('challengeExpired');
      const { name: ChallengeName, responses, before, refusals } = reply;
      let Session = session;
      if (before) {
        const answer = await call(before.operation, { Session, ...before.body }, 'challenge');
        ({ Session } = parseAnswer(verified, answer));
      }
      const ChallengeResponses = { USERNAME: username, ...responses };
      const body = { ClientId, ChallengeName, Session, ChallengeResponses };
      const next = await call('RespondToAuthChallenge', body, 'challenge').catch((error: unknown) => {
        throw refusedAs(error, refusals);
      });
      return proceed(next, username, 'challenge');
    },
    async beginSetUp(Session) {
      const answer = parseAnswer(associated, await call('AssociateSoftwareToken', { Session }, 'challenge'));
      return { secret: answer.SecretCode, session: answer.Session };
    },
  };
}

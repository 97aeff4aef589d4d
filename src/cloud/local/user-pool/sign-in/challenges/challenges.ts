/** The steps of a sign-in after the password: the challenges and their answers. */
import { ServiceError } from '../../../server/service-error.ts';
import { isCode, newCode } from '../../messages/codes.ts';
import { type Address, addressOf, flagOf, masked } from '../../messages/delivery.ts';
import { sendMessage } from '../../messages/messages.ts';
import type { Pool } from '../../pool.ts';
import type { MfaMethod } from '../../settings/settings.ts';
import type { User } from '../../users/users.ts';
import { newSecret, requireAuthenticators, requireCodeOf, stepOfCode } from '../authenticator.ts';
import { factorOf } from '../second-factor.ts';
import type { Challenge } from './challenge.ts';
import { answerNewPassword, askNewPassword } from './new-password.ts';
import { createChallengeSessions } from './sessions.ts';

export type Outcome = { user: User } | { challenge: Challenge };

export interface Challenges {
  /** The next challenge after a correct password; the user if there is none left. @throws ServiceError */
  next(user: User): Promise<Outcome>;
  /**
   * @param name the challenge's name from the client
   * @throws ServiceError as Cognito does; after a wrong code the session continues
   */
  answer(name: string, session: Session, given: Record<string, string>): Promise<Outcome>;
  /** An authenticator's secret, for a user who must set one up to sign in. @throws ServiceError */
  associate(session: Session): { SecretCode: string; Session: string };
  /**
   * The authenticator counts from here on, and its test code as used.
   *
   * @throws ServiceError EnableSoftwareTokenMFAException for a wrong code
   */
  verify(session: Session, code: string): Promise<{ Session: string }>;
}

type Session = string | null | undefined;
type Given = Record<string, string>;

const lockOf = ({ sub }: User) => `mfa/${sub}`;

const invalid = (message: string) => new ServiceError('InvalidParameterException', message);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export function createChallenges(pool: Pool): Challenges {
  const sessions = createChallengeSessions(pool);
  const { settings, users, clock, lockOut } = pool;

  async function next(user: User): Promise<Outcome> {
    if (user.status === 'FORCE_CHANGE_PASSWORD') return { challenge: askNewPassword(pool, sessions, user) };
    const factor = factorOf(settings, user);
    const USER_ID_FOR_SRP = user.username;
    switch (factor.kind) {
      case 'none':
        return { user };
      case 'code':
        return { challenge: await askCode(user, factor.method) };
      case 'choice': {
        const ChallengeName = 'SELECT_MFA_TYPE';
        const Session = sessions.begin(user, { challenge: ChallengeName });
        const MFAS_CAN_CHOOSE = JSON.stringify(factor.methods);
        const ChallengeParameters = { USER_ID_FOR_SRP, MFAS_CAN_CHOOSE };
        return { challenge: { ChallengeName, Session, ChallengeParameters } };
      }
      case 'setUp': {
        const ChallengeName = 'MFA_SETUP';
        const Session = sessions.begin(user, { challenge: ChallengeName });
        const MFAS_CAN_SETUP = JSON.stringify(settings.mfa.methods);
        const ChallengeParameters = { USER_ID_FOR_SRP, MFAS_CAN_SETUP };
        return { challenge: { ChallengeName, Session, ChallengeParameters } };
      }
    }
  }

  async function askCode(user: User, method: MfaMethod): Promise<Challenge> {
    const USER_ID_FOR_SRP = user.username;
    if (method === 'SOFTWARE_TOKEN_MFA') {
      const Session = sessions.begin(user, { challenge: method });
      return { ChallengeName: method, Session, ChallengeParameters: { USER_ID_FOR_SRP } };
    }
    const to: Address = addressOf(user, 'phone_number') ?? { attribute: 'phone_number', value: '' };
    const code = newCode();
    const Session = sessions.begin(user, { challenge: method, code });
    await sendMessage(pool, user, 'Authentication', { to, secret: code });
    return {
      ChallengeName: method,
      Session,
      ChallengeParameters: {
        USER_ID_FOR_SRP,
        CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
        CODE_DELIVERY_DESTINATION: masked(to),
      },
    };
  }

  /** Codes may be tried no faster than passwords. */
  function requireUnlocked(user: User): void {
    if (!lockOut.isLocked(lockOf(user))) return;
    throw new ServiceError('NotAuthorizedException', 'Password attempts exceeded');
  }

  async function wrongCode(user: User): Promise<ServiceError> {
    await lockOut.countFailure(lockOf(user));
    return new ServiceError('CodeMismatchException', 'Invalid code received for user');
  }

  /** Saved before any `await`: a second use of the code at the same time fails. */
  async function rightCode(session: Session, user: User): Promise<User> {
    sessions.end(session);
    await Promise.all([users.save(user), lockOut.forget(lockOf(user))]);
    return user;
  }

  async function answerSms(session: Session, given: Given): Promise<User> {
    const { user, asked } = sessions.find(session, 'SMS_MFA');
    requireUnlocked(user);
    if (!isCode(asked.code ?? '', given.SMS_MFA_CODE ?? '')) throw await wrongCode(user);
    const attributes = { ...user.attributes, [flagOf('phone_number')]: 'true' };
    return rightCode(session, { ...user, attributes });
  }

  async function answerAuthenticator(session: Session, given: Given): Promise<User> {
    const { user } = sessions.find(session, 'SOFTWARE_TOKEN_MFA');
    requireUnlocked(user);
    const { totpSecret, usedStep } = user.mfa;
    const code = given.SOFTWARE_TOKEN_MFA_CODE ?? '';
    const step = totpSecret === null ? null : stepOfCode(totpSecret, code, clock.now());
    if (step === null) throw await wrongCode(user);
    if (step <= usedStep) {
      throw new ServiceError('ExpiredCodeException', 'Your software token has already been used once.');
    }
    return rightCode(session, { ...user, mfa: { ...user.mfa, usedStep: step } });
  }

  function answerSetUp(session: Session): User {
    const { user, asked } = sessions.find(session, 'MFA_SETUP');
    if (!asked.verified) throw invalid('The user has not set up a second factor.');
    sessions.end(session);
    return user;
  }

  return {
    next,
    async answer(name, session, given) {
      if (!session) throw invalid('Missing required parameter Session');
      switch (name) {
        case 'NEW_PASSWORD_REQUIRED':
          return next(await answerNewPassword(pool, sessions, session, given));
        case 'SMS_MFA':
          return { user: await answerSms(session, given) };
        case 'SOFTWARE_TOKEN_MFA':
          return { user: await answerAuthenticator(session, given) };
        case 'MFA_SETUP':
          return { user: answerSetUp(session) };
        case 'SELECT_MFA_TYPE': {
          const { user } = sessions.find(session, name);
          const factor = factorOf(settings, user);
          const method = factor.kind === 'choice' && factor.methods.find((one) => one === given.ANSWER);
          if (!method) throw invalid('Invalid MFA type for the user.');
          sessions.end(session);
          return { challenge: await askCode(user, method) };
        }
        default:
          throw invalid(`Challenge ${name} is not one this pool gave.`);
      }
    },
    associate(session) {
      const { user } = sessions.find(session, 'MFA_SETUP');
      requireAuthenticators(settings);
      sessions.end(session);
      const SecretCode = newSecret();
      return { SecretCode, Session: sessions.begin(user, { challenge: 'MFA_SETUP', secret: SecretCode }) };
    },
    async verify(session, code) {
      const { user, asked } = sessions.find(session, 'MFA_SETUP');
      const { secret = null } = asked;
      const usedStep = requireCodeOf(secret, code, clock.now());
      sessions.end(session);
      const method = 'SOFTWARE_TOKEN_MFA';
      const enabled = [...new Set([...user.mfa.enabled, method] as const)];
      const preferred = user.mfa.preferred ?? method;
      const mfa = { ...user.mfa, totpSecret: secret, unverifiedSecret: null, usedStep, enabled, preferred };
      await users.save({ ...user, mfa });
      return { Session: sessions.begin(user, { challenge: 'MFA_SETUP', verified: true }) };
    },
  };
}

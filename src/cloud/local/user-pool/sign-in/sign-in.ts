/** Signing in by SRP or by password: InitiateAuth, RespondToAuthChallenge, and the operator's own pair. */
import { createHmac, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { type Operation, operation } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { poolId, requirePool } from '../admin/admin-user.ts';
import { requireSecretHash } from '../client-secret.ts';
import { clientId, session } from '../members.ts';
import { subjectOf } from '../messages/messages.ts';
import { type Pool, requireClient } from '../pool.ts';
import { refreshed } from '../tokens/refresh.ts';
import { disabled } from '../users/account-state.ts';
import type { User } from '../users/users.ts';
import type { Challenges, Outcome } from './challenges/challenges.ts';
import * as srp from './srp.ts';

/** A sign-in between its two requests. */
interface Begun {
  /** Null for an unknown user, if the pool hides who exists. */
  user: User | null;
  /** The name of the first request. The second one has it again, or the name in SRP. */
  asked: string;
  /** The name in SRP: the user's own, or an invented one. */
  username: string;
  A: string;
  challenge: srp.Challenge;
  verifier: string;
  /** Epoch ms. */
  expiresAt: number;
}

const parameters = v.record(v.string(), v.string());
const wrongCredentials = () => new ServiceError('NotAuthorizedException', 'Incorrect username or password.');
const attemptsExceeded = () => new ServiceError('NotAuthorizedException', 'Password attempts exceeded');
const invalid = (message: string) => new ServiceError('InvalidParameterException', message);

const begins = {
  ClientId: clientId,
  AuthFlow: v.string(),
  AuthParameters: v.nullish(parameters, {}),
};
type Begins = v.InferOutput<v.ObjectSchema<typeof begins, undefined>>;

const answers = {
  ClientId: clientId,
  ChallengeName: v.string(),
  ChallengeResponses: v.nullish(parameters, {}),
  Session: v.nullish(session),
};
type Answers = v.InferOutput<v.ObjectSchema<typeof answers, undefined>>;

/**
 * The operations of a client and of an operator, by name. They share the sign-ins in progress. A restart forgets those,
 * and the client starts again.
 */
export function signInOperations(
  pool: Pool,
  challenges: Challenges,
): { client: Map<string, Operation>; operator: Map<string, Operation> } {
  const begun = new Map<string, Begun>();
  const { flows } = pool.settings;

  /** @param given of InitiateAuth, or of AdminInitiateAuth */
  async function initiate({ ClientId, AuthFlow, AuthParameters: given }: Begins, byOperator: boolean) {
    requireClient(pool, ClientId);
    const continueWith = async (user: User) => answerOf(await challenges.next(user), given);
    switch (AuthFlow) {
      case 'USER_SRP_AUTH':
        if (!flows.srp) throw invalid('USER_SRP_AUTH is not enabled for the client.');
        requireSecretHash(pool, requireParameter(given, 'USERNAME'), given.SECRET_HASH);
        return beginSrp(pool, begun, given);
      case 'REFRESH_TOKEN_AUTH':
      case 'REFRESH_TOKEN': {
        if (!flows.refresh) throw notEnabled(AuthFlow);
        const refreshToken = requireParameter(given, 'REFRESH_TOKEN');
        const { sub } = pool.tokens.sessionOfRefreshToken(refreshToken);
        requireSecretHash(pool, sub, given.SECRET_HASH);
        return refreshed(pool, refreshToken, given.DEVICE_KEY);
      }
      case 'USER_PASSWORD_AUTH':
        if (byOperator || !flows.password) throw notEnabled(AuthFlow);
        return continueWith(await checkPassword(pool, given));
      case 'CUSTOM_AUTH':
      case 'USER_AUTH':
        throw notEnabled(AuthFlow);
      case 'ADMIN_NO_SRP_AUTH':
      case 'ADMIN_USER_PASSWORD_AUTH':
        if (!byOperator) throw invalid('Initiate Auth method not supported.');
        if (!flows.adminPassword) throw invalid('Auth flow not enabled for this client');
        return continueWith(await checkPassword(pool, given));
      default:
        throw invalid(
          `1 validation error detected: Value '${AuthFlow}' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]`,
        );
    }
  }

  async function respond({ ClientId, ChallengeName, ChallengeResponses: given, Session }: Answers) {
    requireClient(pool, ClientId);
    if (pool.settings.clientSecret !== null) {
      requireSecretHash(pool, requireParameter(given, 'USERNAME'), given.SECRET_HASH);
    }
    const outcome =
      ChallengeName === 'PASSWORD_VERIFIER'
        ? await challenges.next(await verifyPassword(pool, begun, given))
        : await challenges.answer(ChallengeName, Session, given);
    return answerOf(outcome, given);
  }

  const answerOf = (outcome: Outcome, given: Record<string, string>) =>
    'challenge' in outcome ? outcome.challenge : finish(pool, outcome.user, given.DEVICE_KEY);

  return {
    client: new Map([
      /** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
      ['InitiateAuth', operation(v.object(begins), (input) => initiate(input, false))],
      /** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
      ['RespondToAuthChallenge', operation(v.object(answers), respond)],
    ]),
    operator: new Map([
      /** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
      [
        'AdminInitiateAuth',
        operation(v.object({ UserPoolId: poolId, ...begins }), async (input) => {
          requirePool(pool, input.UserPoolId);
          return initiate(input, true);
        }),
      ],
      /** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
      [
        'AdminRespondToAuthChallenge',
        operation(v.object({ UserPoolId: poolId, ...answers }), async (input) => {
          requirePool(pool, input.UserPoolId);
          return respond(input);
        }),
      ],
    ]),
  };
}

async function beginSrp(pool: Pool, begun: Map<string, Begun>, given: Record<string, string>) {
  const { users, settings, clock, lockOut } = pool;
  const name = requireParameter(given, 'USERNAME');
  const A = requireParameter(given, 'SRP_A');
  if (!srp.isAcceptableA(A)) throw invalid('SRP_A is not a valid public value.');
  const user = users.find(name) ?? null;
  if (!user && !settings.hidesUsers) throw new ServiceError('UserNotFoundException', 'User does not exist.');
  const username = user?.username ?? inventUsername(pool, name);
  if (lockOut.isLocked(accountOf(pool, user, name))) throw attemptsExceeded();

  const { salt, verifier } = user ?? inventVerifier(pool, name);
  const challenge = srp.makeChallenge(verifier);
  const secretBlock = randomBytes(512).toString('base64');
  for (const [key, one] of begun) if (one.expiresAt <= clock.now()) begun.delete(key);
  const expiresAt = clock.now() + settings.validity.challenge * 1000;
  begun.set(secretBlock, { user, asked: name, username, A, challenge, verifier, expiresAt });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: challenge.B,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}

/** Wrong passwords count for the account, or for the name if nobody has it. */
const accountOf = ({ users }: Pool, user: User | null, asked: string) =>
  users.normalise(user?.username ?? asked);

/** The internal name that Cognito invents for an unknown one: a UUID, always the same for a name. */
function inventUsername({ secret, users }: Pool, name: string): string {
  const digits = createHmac('sha256', secret)
    .update(`username:${users.normalise(name)}`)
    .digest('hex');
  const [, ...groups] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(digits) ?? [];
  const [first, second, third, fourth, fifth] = groups;
  return `${first}-${second}-4${third}-a${fourth}-${fifth}`;
}

/**
 * An invented verifier. It is always the same for a name, like a real user's, and belongs to no password (RFC 5054,
 * 2.5.1.3).
 */
function inventVerifier({ secret, users }: Pool, name: string): srp.Verifier {
  const derive = (purpose: string) =>
    createHmac('sha512', secret)
      .update(`${purpose}:${users.normalise(name)}`)
      .digest('hex');
  const verifier = ['1', '2', '3', '4', '5', '6'].map(derive).join('');
  return { salt: derive('salt').slice(0, 32), verifier: (BigInt(`0x${verifier}`) % srp.N).toString(16) };
}

/** Java's `EEE MMM d HH:mm:ss z yyyy`, in English and UTC. */
const timestamp =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d UTC \d{4}$/;

/** @returns the user whose password it was */
async function verifyPassword(
  pool: Pool,
  begun: Map<string, Begun>,
  given: Record<string, string>,
): Promise<User> {
  const { users, settings, clock, lockOut } = pool;
  const name = requireParameter(given, 'USERNAME');
  const secretBlock = requireParameter(given, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = requireParameter(given, 'PASSWORD_CLAIM_SIGNATURE');
  const time = requireParameter(given, 'TIMESTAMP');
  if (!timestamp.test(time)) {
    throw invalid('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english');
  }
  const one = begun.get(secretBlock);
  begun.delete(secretBlock); // valid once, whether or not the password is correct
  if (!one || one.expiresAt <= clock.now()) throw wrongCredentials();
  const own = [one.username, one.asked].map(users.normalise);
  if (!own.includes(users.normalise(name))) throw wrongCredentials();

  const account = accountOf(pool, one.user, one.asked);
  if (lockOut.isLocked(account)) throw attemptsExceeded();
  const poolName = settings.poolId.slice(settings.poolId.indexOf('_') + 1);
  const key = srp.sessionKey(one.A, one.challenge, one.verifier);
  const claim = { poolName, username: one.username, secretBlock, timestamp: time };
  // The present user: the account may have changed since the first request.
  const user = one.user && users.bySub(one.user.sub);
  if (!srp.isSignedBy(key, claim, signature) || !user || user.verifier !== one.verifier) {
    await lockOut.countFailure(account);
    throw wrongCredentials();
  }
  await lockOut.forget(account);
  return requireActive(user);
}

/** @returns the user whose password was sent as it is */
async function checkPassword(pool: Pool, given: Record<string, string>): Promise<User> {
  const { users, settings, lockOut } = pool;
  const name = requireParameter(given, 'USERNAME');
  const password = requireParameter(given, 'PASSWORD');
  requireSecretHash(pool, name, given.SECRET_HASH);
  const user = users.find(name) ?? null;
  if (!user && !settings.hidesUsers) throw new ServiceError('UserNotFoundException', 'User does not exist.');
  const account = accountOf(pool, user, name);
  if (lockOut.isLocked(account)) throw attemptsExceeded();
  const poolName = settings.poolId.slice(settings.poolId.indexOf('_') + 1);
  const checked = user ?? { username: name, ...inventVerifier(pool, name) };
  if (!srp.isPassword(poolName, checked, password) || !user) {
    await lockOut.countFailure(account);
    throw wrongCredentials();
  }
  await lockOut.forget(account);
  return requireActive(user);
}

/** @throws ServiceError for a user who may not sign in, though the password was right */
function requireActive(user: User): User {
  if (!user.enabled) throw disabled();
  if (user.status === 'UNCONFIRMED') {
    throw new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (user.status === 'RESET_REQUIRED') {
    throw new ServiceError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  return user;
}

/** The end of every sign-in: calls the user pool's function, then issues tokens. */
async function finish(pool: Pool, user: User, deviceKey: string | undefined) {
  const tracked = await pool.devices.ofSignIn(user, deviceKey);
  const isNew = tracked?.isNew ?? false;
  const subject = { ...subjectOf(user), request: { newDeviceUsed: isNew } };
  await pool.triggers.invoke('PostAuthentication', 'PostAuthentication_Authentication', subject);
  const tokens = await pool.tokens.issue(user, { deviceKey: tracked?.device.key ?? null });
  const { key: DeviceKey, groupKey: DeviceGroupKey } = tracked?.device ?? {};
  return {
    ChallengeParameters: {},
    AuthenticationResult: isNew ? { ...tokens, NewDeviceMetadata: { DeviceKey, DeviceGroupKey } } : tokens,
  };
}

function requireParameter(given: Record<string, string>, name: string): string {
  const value = given[name];
  if (!value) throw invalid(`Missing required parameter ${name}`);
  return value;
}

const notEnabled = (flow: string) => invalid(`${flow} flow not enabled for this client`);

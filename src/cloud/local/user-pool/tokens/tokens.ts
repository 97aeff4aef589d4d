/** Issues, refreshes, checks and revokes a user's tokens. Only the hash of a refresh token is stored. */
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import type { Clock, Lifetimes } from '../../clock.ts';
import type { Table } from '../../records/records.ts';
import { ServiceError } from '../../server/service-error.ts';
import type { UserPoolSettings } from '../settings/settings.ts';
import type { User } from '../users/users.ts';
import type { SigningKey } from './signing-key.ts';

/** The scope of the user pool's own operations, such as GetUser. */
const userScope = 'aws.cognito.signin.user.admin';

/** A session begins with one sign-in. All its tokens share its ids. */
export const session = v.object({
  /** `event_id` of its tokens. */
  eventId: v.string(),
  originJti: v.string(),
  sub: v.string(),
  /** Epoch seconds. */
  authTime: v.number(),
  refreshTokenHash: v.string(),
  /** Earlier refresh tokens, each with the end of its grace, epoch ms. */
  rotated: v.optional(v.array(v.object({ hash: v.string(), until: v.number() })), []),
  /** Epoch ms. */
  expiresAt: v.number(),
  revoked: v.boolean(),
  /** Scopes of its access tokens, separated by spaces. */
  scope: v.optional(v.string(), userScope),
  /** Only this device may use the refresh token; null if the pool does not track devices. */
  deviceKey: v.optional(v.nullable(v.string()), null),
});
export type Session = v.InferOutput<typeof session>;

/** The members of `AuthenticationResult`. */
export interface TokenSet {
  AccessToken: string;
  IdToken: string;
  /** Present after a sign-in. A refresh keeps the old one, unless the client rotates them. */
  RefreshToken?: string;
  /** Seconds. */
  ExpiresIn: number;
  TokenType: 'Bearer';
}

export interface Tokens {
  /** Begins a session; `scopes` and `nonce` are those of a hosted sign-in. */
  issue(
    user: User,
    asked?: { scopes?: readonly string[]; nonce?: string | null; deviceKey?: string | null },
  ): Promise<TokenSet>;
  /** The session of a valid refresh token. @throws ServiceError NotAuthorizedException, RefreshTokenReuseException */
  sessionOfRefreshToken(token: string): Session;
  refresh(user: User, session: Session): Promise<TokenSet>;
  /**
   * The session of a valid access token.
   *
   * @param scope the scope that the token must have; default: the user pool's own operations
   * @throws ServiceError NotAuthorizedException
   */
  sessionOfAccessToken(token: string, scope?: string): Promise<Session>;
  /** Whether the tokens with this `event_id` were revoked. */
  isRevoked(eventId: string): boolean;
  /** Ends the session of this refresh token. An unknown token is ignored. */
  revoke(refreshToken: string): Promise<void>;
  revokeAll(sub: string): Promise<void>;
}

const newSecret = () => randomBytes(96).toString('base64url');
const hash = (secret: string) => createHash('sha256').update(secret).digest('base64');
const notAuthorized = (message: string) => new ServiceError('NotAuthorizedException', message);

export function createTokens(parts: {
  sessions: Table<Session>;
  settings: UserPoolSettings;
  key: SigningKey;
  clock: Clock;
  lifetimes: Lifetimes;
}): Tokens {
  const { sessions, settings, key, clock, lifetimes } = parts;

  /** A refresh token consists of its session's id and a secret. Only the secret's hash is stored. */
  const find = (token: string): { session: Session; graceEnds: number | null } | undefined => {
    const [eventId, secret] = token.split('.');
    const found = sessions.get(eventId ?? '');
    if (!found || secret === undefined) return undefined;
    const given = Buffer.from(hash(secret));
    const isGiven = (known: string) => timingSafeEqual(Buffer.from(known), given);
    if (isGiven(found.refreshTokenHash)) return { session: found, graceEnds: null };
    const rotated = found.rotated.find((one) => isGiven(one.hash));
    return rotated && { session: found, graceEnds: rotated.until };
  };

  const sign = (claims: JWTPayload, lifetime: number): Promise<string> => {
    const now = Math.floor(clock.now() / 1000);
    return new SignJWT({ ...claims, iss: settings.issuer, iat: now, exp: now + lifetime, jti: randomUUID() })
      .setProtectedHeader({ kid: key.kid, alg: 'RS256' })
      .sign(key.privateKey);
  };

  const makeTokens = async (user: User, of: Session, nonce: string | null = null): Promise<TokenSet> => {
    const shared = {
      sub: user.sub,
      ...(settings.revocation ? { origin_jti: of.originJti } : {}),
      event_id: of.eventId,
      auth_time: of.authTime,
      ...(user.groups.length > 0 ? { 'cognito:groups': user.groups } : {}),
    };
    const accessLifetime = lifetimes.accessToken ?? settings.validity.accessToken;
    const [IdToken, AccessToken] = await Promise.all([
      sign(
        {
          ...readableClaims(user, settings),
          ...shared,
          ...identitiesOf(user),
          'cognito:username': user.username,
          aud: settings.clientId,
          token_use: 'id',
          ...(nonce === null ? {} : { nonce }),
        },
        lifetimes.idToken ?? settings.validity.idToken,
      ),
      sign(
        {
          ...shared,
          client_id: settings.clientId,
          username: user.username,
          scope: of.scope,
          token_use: 'access',
        },
        accessLifetime,
      ),
    ]);
    return { AccessToken, IdToken, ExpiresIn: accessLifetime, TokenType: 'Bearer' };
  };

  const end = (ended: Session[]) =>
    sessions.putAll(ended.map((one) => [one.eventId, { ...one, revoked: true }]));

  return {
    async issue(user, asked) {
      const now = clock.now();
      const secret = newSecret();
      const begun: Session = {
        eventId: randomUUID(),
        originJti: randomUUID(),
        sub: user.sub,
        authTime: Math.floor(now / 1000),
        refreshTokenHash: hash(secret),
        expiresAt: now + (lifetimes.refreshToken ?? settings.validity.refreshToken) * 1000,
        rotated: [],
        revoked: false,
        scope: asked?.scopes?.join(' ') ?? userScope,
        deviceKey: asked?.deviceKey ?? null,
      };
      const issued = await makeTokens(user, begun, asked?.nonce);
      await sessions.put(begun.eventId, begun);
      return { ...issued, RefreshToken: `${begun.eventId}.${secret}` };
    },

    sessionOfRefreshToken(token) {
      const found = find(token);
      if (!found) throw notAuthorized('Invalid Refresh Token');
      if (found.session.revoked) throw notAuthorized('Refresh Token has been revoked');
      if (found.session.expiresAt <= clock.now()) throw notAuthorized('Refresh Token has expired');
      if (found.graceEnds !== null && found.graceEnds <= clock.now()) {
        throw new ServiceError(
          'RefreshTokenReuseException',
          'Refresh Token has been invalidated by rotation',
        );
      }
      return found.session;
    },

    async refresh(user, of) {
      if (!settings.rotation) return makeTokens(user, of);
      const secret = newSecret();
      const until = clock.now() + settings.rotation.graceSeconds * 1000;
      // The earlier token may be used again during its grace: the answer with the new one may have been lost.
      const rotated = [...of.rotated, { hash: of.refreshTokenHash, until }];
      const next = { ...of, refreshTokenHash: hash(secret), rotated };
      const [issued] = await Promise.all([makeTokens(user, next), sessions.put(of.eventId, next)]);
      return { ...issued, RefreshToken: `${of.eventId}.${secret}` };
    },

    async sessionOfAccessToken(token, scope = userScope) {
      const claims = await verifyAccessToken(token, parts);
      const found = sessions.get(String(claims.event_id));
      if (!found) throw notAuthorized('Invalid Access Token');
      if (found.revoked) throw notAuthorized('Access Token has been revoked');
      if (!found.scope.split(' ').includes(scope)) {
        throw notAuthorized('Access Token does not have required scopes');
      }
      return found;
    },

    isRevoked: (eventId) => sessions.get(eventId)?.revoked ?? true,

    async revoke(refreshToken) {
      const found = find(refreshToken);
      if (found) await end([found.session]);
    },

    revokeAll: (sub) => end(sessions.values().filter((one) => one.sub === sub && !one.revoked)),
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
const identitiesOf = ({ federated, createdAt }: User) =>
  federated && {
    identities: [
      {
        userId: federated.userId,
        providerName: federated.provider,
        providerType: 'OIDC',
        issuer: null,
        primary: 'true',
        dateCreated: String(createdAt),
      },
    ],
  };

function readableClaims(user: User, settings: UserPoolSettings): Record<string, unknown> {
  const readable = Object.entries(user.attributes).filter(([name]) => settings.readableAttributes.has(name));
  return Object.fromEntries(readable.map(([name, value]) => [name, claimOf(name, value)]));
}

/** OpenID Connect has a structure for an address. https://openid.net/specs/openid-connect-core-1_0.html#AddressClaim */
function claimOf(name: string, value: string): unknown {
  if (name === 'address') return { formatted: value };
  return name.endsWith('_verified') ? value === 'true' : value;
}

async function verifyAccessToken(
  token: string,
  { settings, key, clock }: { settings: UserPoolSettings; key: SigningKey; clock: Clock },
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      issuer: settings.issuer,
      algorithms: ['RS256'],
      currentDate: new Date(clock.now()),
    });
    if (payload.token_use === 'access' && payload.client_id === settings.clientId) return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw notAuthorized('Access Token has expired');
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw notAuthorized('Could not verify signature for Access Token');
    }
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw notAuthorized('Invalid Access Token');
}

/** The identity pool: Cognito's `cognito-identity` service. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Records } from '../records/records.ts';
import type { HttpRequest } from '../server/http.ts';
import { operation, pattern, type Service, text } from '../server/operation.ts';
import { ServiceError } from '../server/service-error.ts';
import type { CredentialStore } from './credentials.ts';
import { type Login, type LoginChecks, readLogin } from './login.ts';
import { openIdToken } from './open-id-token.ts';

/** An identity. A guest's has no login. */
const identity = v.object({
  id: v.string(),
  login: v.nullable(v.object({ provider: v.string(), sub: v.string() })),
});
type Identity = v.InferOutput<typeof identity>;

export interface IdentityPool extends Service {
  reset(): Promise<void>;
}

const regionalId = v.pipe(text(1, 55), pattern(/^[\w-]+:[0-9a-f-]+$/));
const logins = v.nullish(v.record(v.pipe(v.string(), v.maxLength(128)), text(1, 50_000)), {});

const isSame = (one: Login | null, other: Login) => one?.provider === other.provider && one.sub === other.sub;

export function createIdentityPool(
  parts: LoginChecks & {
    records: Records;
    credentials: CredentialStore;
    /** @throws ServiceError for a caller who may not describe the pool */
    requireOperator(request: HttpRequest): void;
  },
): IdentityPool {
  const { settings, credentials } = parts;
  const identities = parts.records.table('identity', identity);

  const requireGuestsAllowed = () => {
    if (!settings.allowsGuests) {
      throw new ServiceError(
        'NotAuthorizedException',
        'Unauthenticated access is not supported for this identity pool.',
      );
    }
  };

  /** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html */
  const getId = operation(
    v.object({ IdentityPoolId: regionalId, AccountId: v.nullish(v.string()), Logins: logins }),
    async ({ IdentityPoolId, Logins }) => {
      requirePool(IdentityPoolId);
      const login = await readLogin(parts, Logins);
      if (!login) requireGuestsAllowed();
      const known = login && identities.values().find((one) => isSame(one.login, login));
      if (known) return { IdentityId: known.id };
      const made: Identity = { id: `${settings.region}:${randomUUID()}`, login };
      await identities.put(made.id, made);
      return { IdentityId: made.id };
    },
  );

  /** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
  const getCredentialsForIdentity = operation(
    v.object({ IdentityId: regionalId, Logins: logins, CustomRoleArn: v.nullish(v.string()) }),
    async ({ IdentityId, Logins, CustomRoleArn }) => {
      const known = identities.get(IdentityId);
      if (!known) throw new ServiceError('ResourceNotFoundException', `Identity '${IdentityId}' not found.`);
      if (CustomRoleArn) {
        throw new ServiceError('InvalidParameterException', 'CustomRoleArn is not offered by this token.');
      }
      const login = await readLogin(parts, Logins);
      if (!login) requireGuestsAllowed();
      await settleIdentity(known, login);
      const issued = await credentials.issue({
        identityId: known.id,
        login,
        roleArn: login ? settings.roles.authenticated : settings.roles.unauthenticated,
      });
      return {
        IdentityId: known.id,
        Credentials: {
          AccessKeyId: issued.accessKeyId,
          SecretKey: issued.secretAccessKey,
          SessionToken: issued.sessionToken,
          Expiration: issued.expiresAt / 1000,
        },
      };
    },
  );

  /** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html */
  const getOpenIdToken = operation(
    v.object({ IdentityId: regionalId, Logins: logins }),
    async ({ IdentityId, Logins }) => {
      const known = identities.get(IdentityId);
      if (!known) throw new ServiceError('ResourceNotFoundException', `Identity '${IdentityId}' not found.`);
      if (!settings.allowsClassicFlow) {
        const message = 'Basic (classic) flow is not enabled, please use enhanced flow.';
        throw new ServiceError('InvalidParameterException', message);
      }
      const login = await readLogin(parts, Logins);
      if (!login) requireGuestsAllowed();
      await settleIdentity(known, login);
      return { IdentityId: known.id, Token: await openIdToken(parts, known.id, login) };
    },
  );

  /** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html */
  const describePool = operation(v.object({ IdentityPoolId: regionalId }), async ({ IdentityPoolId }) => {
    requirePool(IdentityPoolId);
    const { IdentityPoolName = settings.id.replace(/^.*:/, ''), ...same } = settings.properties;
    return { ...same, IdentityPoolId, IdentityPoolName };
  });

  function requirePool(id: string): void {
    if (id === settings.id) return;
    throw new ServiceError('ResourceNotFoundException', `IdentityPool '${id}' not found.`);
  }

  /** An identity belongs to one login. A guest's identity becomes the login's, unless the login has one already. */
  async function settleIdentity(known: Identity, login: Login | null): Promise<void> {
    if (!login) {
      if (known.login === null) return;
      throw new ServiceError('NotAuthorizedException', `Access to Identity '${known.id}' is forbidden.`);
    }
    if (isSame(known.login, login)) return;
    if (known.login !== null) {
      throw new ServiceError(
        'NotAuthorizedException',
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      );
    }
    if (identities.values().some((one) => isSame(one.login, login))) {
      throw new ServiceError('ResourceConflictException', 'The login is already linked to another identity.');
    }
    await identities.put(known.id, { ...known, login });
  }

  return {
    name: 'cognito-identity',
    operations: new Map([
      ['GetId', getId],
      ['GetCredentialsForIdentity', getCredentialsForIdentity],
      ['GetOpenIdToken', getOpenIdToken],
      ['DescribeIdentityPool', describePool],
    ]),
    admin: { operations: new Set(['DescribeIdentityPool']), require: parts.requireOperator },
    reset: () => identities.clear(),
  };
}

/** Operations of a signed-in user: GetUser, DeleteUser, RevokeToken, GlobalSignOut. */
import * as v from 'valibot';
import { type Operation, operation } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { requireSecret } from '../client-secret.ts';
import { clientId, secret, token } from '../members.ts';
import { type Pool, requireClient } from '../pool.ts';
import { describeMfa } from '../sign-in/second-factor.ts';
import { requireSignedIn } from '../tokens/signed-in.ts';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser = (pool: Pool): Operation =>
  operation(v.object({ AccessToken: token }), async ({ AccessToken }) => {
    const user = await requireSignedIn(pool, AccessToken);
    const readable = Object.entries(user.attributes).filter(
      ([name]) => name === 'sub' || pool.settings.readableAttributes.has(name),
    );
    return {
      Username: user.username,
      UserAttributes: readable.map(([Name, Value]) => ({ Name, Value })),
      ...describeMfa(user),
    };
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser = (pool: Pool): Operation =>
  operation(v.object({ AccessToken: token }), async ({ AccessToken }) => {
    const user = await requireSignedIn(pool, AccessToken);
    await pool.users.remove(user);
    await pool.tokens.revokeAll(user.sub);
    return {};
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
export const revokeToken = (pool: Pool): Operation =>
  operation(
    v.object({ Token: token, ClientId: clientId, ClientSecret: secret }),
    async ({ Token, ClientId, ClientSecret }) => {
      requireClient(pool, ClientId);
      requireSecret(pool, ClientSecret);
      if (!pool.settings.revocation) {
        throw new ServiceError(
          'UnsupportedOperationException',
          'Token revocation is not enabled for this client.',
        );
      }
      if (Token.split('.').length === 3) {
        throw new ServiceError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
      }
      await pool.tokens.revoke(Token);
      return {};
    },
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const globalSignOut = (pool: Pool): Operation =>
  operation(v.object({ AccessToken: token }), async ({ AccessToken }) => {
    const { sub } = await pool.tokens.sessionOfAccessToken(AccessToken);
    await pool.tokens.revokeAll(sub);
    return {};
  });

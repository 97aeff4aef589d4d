/** Refreshes tokens: REFRESH_TOKEN_AUTH, and GetTokensFromRefreshToken. Only the second one rotates refresh tokens. */
import * as v from 'valibot';
import { type Operation, operation } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { clientId, token } from '../members.ts';
import { type Pool, requireClient } from '../pool.ts';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const getTokensFromRefreshToken = (pool: Pool): Operation =>
  operation(v.object({ RefreshToken: token, ClientId: clientId }), async (input) => {
    requireClient(pool, input.ClientId);
    const { AuthenticationResult } = await refreshed(pool, input.RefreshToken);
    return { AuthenticationResult };
  });

/** @throws ServiceError NotAuthorizedException, RefreshTokenReuseException */
export async function refreshed({ tokens, users }: Pool, refreshToken: string) {
  const session = tokens.sessionOfRefreshToken(refreshToken);
  const user = users.bySub(session.sub);
  if (!user) throw new ServiceError('NotAuthorizedException', 'Invalid Refresh Token');
  if (!user.enabled) throw new ServiceError('NotAuthorizedException', 'User is disabled.');
  return { ChallengeParameters: {}, AuthenticationResult: await tokens.refresh(user, session) };
}

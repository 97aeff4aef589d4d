/** Refreshes tokens: REFRESH_TOKEN_AUTH, and GetTokensFromRefreshToken. Only the second one rotates refresh tokens. */
import * as v from 'valibot';
import { type Operation, operation, text } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { requireSecret } from '../client-secret.ts';
import { clientId, secret, token } from '../members.ts';
import { type Pool, requireClient } from '../pool.ts';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const getTokensFromRefreshToken = (pool: Pool): Operation =>
  operation(
    v.object({
      RefreshToken: token,
      ClientId: clientId,
      ClientSecret: secret,
      DeviceKey: v.nullish(text(1, 55)),
    }),
    async (input) => {
      requireClient(pool, input.ClientId);
      requireSecret(pool, input.ClientSecret);
      const { AuthenticationResult } = await refreshed(pool, input.RefreshToken, input.DeviceKey);
      return { AuthenticationResult };
    },
  );

/**
 * @param deviceKey the device of the sign-in, confirmed, where the pool tracks devices
 * @throws ServiceError NotAuthorizedException, RefreshTokenReuseException
 */
export async function refreshed(
  { tokens, users, devices }: Pool,
  refreshToken: string,
  deviceKey?: string | null,
) {
  const session = tokens.sessionOfRefreshToken(refreshToken);
  const isOfDevice =
    session.deviceKey === null ||
    (deviceKey === session.deviceKey && devices.find(session.sub, session.deviceKey));
  if (!isOfDevice) throw new ServiceError('NotAuthorizedException', 'Invalid Refresh Token');
  const user = users.bySub(session.sub);
  if (!user) throw new ServiceError('NotAuthorizedException', 'Invalid Refresh Token');
  if (!user.enabled) throw new ServiceError('NotAuthorizedException', 'User is disabled.');
  return { ChallengeParameters: {}, AuthenticationResult: await tokens.refresh(user, session) };
}

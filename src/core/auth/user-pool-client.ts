/** Direct calls of the user pool's service: any operation by name, and those without a person. */
import * as v from 'valibot';
import { type Configuration, userPoolAddress } from '../../contract/configuration.ts';
import { hasCode, unlessDefect } from '../../contract/errors.ts';
import { callService } from '../http.ts';
import { parseAnswer } from '../parse.ts';
import { type CognitoStep, cognitoError } from './cognito-errors.ts';
import { type AccessToken, type RefreshToken, readTokens, type TokenSet } from './tokens.ts';

/**
 * Calls an operation of the user pool.
 *
 * @param body its members by Cognito's names
 * @param step the caller's step, which decides the meaning of an error
 * @param signal ends the call
 * @returns the raw answer, to be parsed
 * @throws CodedError
 */
export type CallUserPool = (
  operation: string,
  body: object,
  step: CognitoStep,
  signal?: AbortSignal,
) => Promise<unknown>;

export interface RenewedTokens {
  tokens: TokenSet;
  refreshToken: RefreshToken;
}

export interface UserPoolClient {
  call: CallUserPool;
  /**
   * New tokens, and the valid refresh token: the pool may have given another one.
   * @throws CodedError `sessionEnded` if the refresh token is dead
   */
  refresh(refreshToken: RefreshToken): Promise<RenewedTokens>;
  /**
   * Revokes the refresh token and the tokens issued from it: https://datatracker.ietf.org/doc/html/rfc7009. Best
   * effort: a token that could not be revoked expires by itself.
   */
  revoke(refreshToken: RefreshToken): Promise<void>;
  /** Signs the user out of every device. */
  signOutEverywhere(accessToken: AccessToken): Promise<void>;
}

const refreshed = v.object({
  AuthenticationResult: v.object({
    IdToken: v.string(),
    AccessToken: v.string(),
    RefreshToken: v.optional(v.string()),
  }),
});

/**
 * amazon-cognito-identity-js retries a refresh after any answer, for seconds. Therefore these calls go directly to the
 * service.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
 */
export function createUserPoolClient(
  configuration: Configuration,
  { fetch, now }: { fetch: typeof globalThis.fetch; now: () => number },
): UserPoolClient {
  const address = userPoolAddress(configuration);
  const ClientId = configuration.userPoolClientId;

  const call: CallUserPool = (operation, body, step, signal) =>
    callService(fetch, address, `AWSCognitoIdentityProviderService.${operation}`, body, { signal }).catch(
      (error: unknown) => {
        throw cognitoError(error, step);
      },
    );

  /** If refresh tokens are rotated, Cognito accepts them by this operation only. */
  let rotates = false;
  async function renew(refreshToken: RefreshToken): Promise<unknown> {
    if (!rotates)
      try {
        const AuthParameters = { REFRESH_TOKEN: refreshToken };
        return await call(
          'InitiateAuth',
          { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters },
          'refresh',
        );
      } catch (error) {
        if (!hasCode(error, 'parameterRejected')) throw error;
        rotates = true;
      }
    return call('GetTokensFromRefreshToken', { ClientId, RefreshToken: refreshToken }, 'refresh');
  }

  return {
    call,
    async refresh(refreshToken) {
      const answer = parseAnswer(refreshed, await renew(refreshToken));
      const { IdToken, AccessToken, RefreshToken } = answer.AuthenticationResult;
      const tokens = readTokens({ idToken: IdToken, accessToken: AccessToken }, now());
      // Branded here: the user pool gave it as the refresh token.
      return { tokens, refreshToken: (RefreshToken as RefreshToken | undefined) ?? refreshToken };
    },
    async revoke(refreshToken) {
      await call('RevokeToken', { ClientId, Token: refreshToken }, 'other').catch(unlessDefect);
    },
    async signOutEverywhere(accessToken) {
      await call('GlobalSignOut', { AccessToken: accessToken }, 'other');
    },
  };
}

/** The user pool's calls that go straight to the service: any by name, and those that need no person. */
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
 * @param step what is being done, for the meaning of an error
 * @param signal ends the call
 * @returns the answer as it came, to be parsed
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
   * New tokens, and the refresh token that counts from now on: the pool may have given another one.
   * @throws CodedError `sessionEnded` when the refresh token is dead
   */
  refresh(refreshToken: RefreshToken): Promise<RenewedTokens>;
  /**
   * Makes the refresh token and what was issued from it useless: https://datatracker.ietf.org/doc/html/rfc7009. Best effort: a
   * token that could not be revoked dies with its validity.
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
 * amazon-cognito-identity-js retries a refresh whatever the answer, for seconds; so these go straight to the service.
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

  /** Where refresh tokens are rotated, Cognito takes them by this operation only. */
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
      // Branded here: it is what the user pool gave as the refresh token.
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

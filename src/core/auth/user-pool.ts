/** The user pool's steps that a person takes, each one function that answers with what comes next. */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js';
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { CodedError } from '../../contract/errors.ts';
import type { SignInUser } from '../library-parts/sign-in-methods.ts';
import { type CognitoStep, cognitoError } from './cognito-errors.ts';
import { userPoolTimeout, withDeadline } from './deadline.ts';
import { type RefreshToken, readTokens, type TokenSet } from './tokens.ts';

export type SignInStep =
  | { step: 'signedIn'; tokens: TokenSet; refreshToken: RefreshToken }
  | { step: 'confirm' }
  | { step: 'unsupported'; challenge: string };

export interface UserPool {
  /** @returns whether the user still has to confirm, and where the code went (masked by Cognito) */
  register(input: {
    username: string;
    email: string;
    password: string;
  }): Promise<{ confirmed: boolean; destination: string }>;
  confirm(input: { username: string; code: string }): Promise<void>;
  resendCode(input: { username: string }): Promise<{ destination: string }>;
  /** Signs in by SRP: the password is used for a proof and never sent. */
  signIn(input: { username: string; password: string }): Promise<SignInStep>;
}

const delivery = v.object({
  CodeDeliveryDetails: v.optional(v.object({ Destination: v.optional(v.string(), '') })),
});

/**
 * @param configuration which pool and client, and where they are
 * @param now clock, epoch ms
 * @returns the steps; each rejects with a {@link CodedError}
 */
export function createUserPool(configuration: Configuration, now: () => number): UserPool {
  const pool = () =>
    new CognitoUserPool({
      UserPoolId: configuration.userPoolId,
      ClientId: configuration.userPoolClientId,
      AdvancedSecurityDataCollectionFlag: false,
      Storage: forgetfulStorage(),
      ...(configuration.endpoints?.userPool && { endpoint: `${configuration.endpoints.userPool}/` }),
    });
  const user = (username: string): SignInUser => {
    const Pool = pool();
    return new CognitoUser({ Username: username, Pool, Storage: forgetfulStorage() });
  };

  return {
    register: ({ username, email, password }) =>
      attempt('register', (done, fail) => {
        const attributes = { email, preferred_username: username };
        const list = Object.entries(attributes).map(
          ([Name, Value]) => new CognitoUserAttribute({ Name, Value }),
        );
        pool().signUp(username, password, list, [], (error, result) => {
          if (error || !result) fail(error);
          else
            done({
              confirmed: result.userConfirmed,
              destination: result.codeDeliveryDetails?.Destination ?? '',
            });
        });
      }),

    confirm: ({ username, code }) =>
      attempt('confirm', (done, fail) => {
        // Never take an alias (the e-mail address) away from another user.
        const forceAliasCreation = false;
        user(username).confirmRegistration(code, forceAliasCreation, (error) =>
          error ? fail(error) : done(undefined),
        );
      }),

    resendCode: ({ username }) =>
      attempt('resend', (done, fail) => {
        user(username).resendConfirmationCode((error, result) => {
          if (error) return fail(error);
          const answer = v.safeParse(delivery, result);
          done({ destination: answer.success ? (answer.output.CodeDeliveryDetails?.Destination ?? '') : '' });
        });
      }),

    signIn: ({ username, password }) =>
      attempt<SignInStep>('signIn', (done, fail) => {
        const unsupported = (challenge: string) => done({ step: 'unsupported', challenge });
        user(username).authenticateUser(
          new AuthenticationDetails({ Username: username, Password: password }),
          {
            onSuccess: (session) => done(signedIn(session, now())),
            onFailure: fail,
            newPasswordRequired: () => unsupported('NEW_PASSWORD_REQUIRED'),
            mfaRequired: unsupported,
            totpRequired: unsupported,
            mfaSetup: unsupported,
            selectMFAType: unsupported,
            customChallenge: () => unsupported('CUSTOM_CHALLENGE'),
          },
        );
      }).catch((error: unknown): SignInStep => {
        if (error instanceof CodedError && error.code === 'userNotConfirmed') return { step: 'confirm' };
        throw error;
      }),
  };
}

function signedIn(session: CognitoUserSession, now: number): SignInStep {
  const tokens = readTokens(
    { idToken: session.getIdToken().getJwtToken(), accessToken: session.getAccessToken().getJwtToken() },
    now,
  );
  // Branded here: it is what the user pool gave as the refresh token.
  const refreshToken = session.getRefreshToken().getToken() as RefreshToken;
  if (!refreshToken) throw new CodedError('badAnswer');
  return { step: 'signedIn', tokens, refreshToken };
}

/** One call of the callback-style library as a promise, with a time limit and our error codes. */
function attempt<T>(
  step: CognitoStep,
  run: (done: (value: T) => void, fail: (error: unknown) => void) => void,
): Promise<T> {
  const outcome = new Promise<T>((resolve, reject) => run(resolve, reject));
  return withDeadline(outcome, userPoolTimeout).catch((error: unknown) => {
    throw cognitoError(error, step);
  });
}

/** The library insists on writing tokens somewhere: this is gone with the call. */
function forgetfulStorage(): ICognitoStorage {
  const items = new Map<string, string>();
  return {
    setItem: (key, value) => void items.set(key, value),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

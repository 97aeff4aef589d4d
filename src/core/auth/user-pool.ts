/** The user pool's steps that a person takes, each one function that answers with what comes next. */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js';
import type { Configuration } from '../../contract/configuration.ts';
import { CodedError } from '../../contract/errors.ts';
import type { SignInUser } from '../library-parts/sign-in-methods.ts';
import { readAuthAnswer, type SignInStep } from './auth-answer.ts';
import { type CognitoStep, cognitoError } from './cognito-errors.ts';
import { userPoolTimeout, withDeadline } from './deadline.ts';
import { readDestination } from './recovery.ts';
import type { CallUserPool } from './user-pool-client.ts';

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

/**
 * @param configuration which pool and client
 * @param call the way to them
 * @param now clock, epoch ms
 * @returns the steps; each rejects with a {@link CodedError}
 */
export function createUserPool(
  { userPoolId, userPoolClientId }: Configuration,
  call: CallUserPool,
  now: () => number,
): UserPool {
  const pool = (step: CognitoStep) => {
    const made = new CognitoUserPool({
      UserPoolId: userPoolId,
      ClientId: userPoolClientId,
      AdvancedSecurityDataCollectionFlag: false,
      Storage: forgetfulStorage(),
    });
    const client = {
      request: (operation: string, body: object, callback: (error: unknown, answer?: unknown) => void) =>
        // What the library trips over in a garbled answer is a failure of the call.
        void call(operation, body, step)
          .then((answer) => callback(null, answer))
          .catch(callback),
    };
    return Object.assign(made, { client });
  };
  const user = (username: string, step: CognitoStep): SignInUser =>
    new CognitoUser({ Username: username, Pool: pool(step), Storage: forgetfulStorage() });

  return {
    register: ({ username, email, password }) =>
      attempt('register', (done, fail) => {
        const attributes = { email, preferred_username: username };
        const list = Object.entries(attributes).map(
          ([Name, Value]) => new CognitoUserAttribute({ Name, Value }),
        );
        pool('register').signUp(username, password, list, [], (error, result) => {
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
        user(username, 'confirm').confirmRegistration(code, forceAliasCreation, (error) =>
          error ? fail(error) : done(undefined),
        );
      }),

    resendCode: ({ username }) =>
      attempt('resend', (done, fail) => {
        user(username, 'resend').resendConfirmationCode((error, result) => {
          if (error) return fail(error);
          done({ destination: readDestination(result) });
        });
      }),

    signIn: async ({ username, password }) => {
      const signingIn = user(username, 'signIn');
      const answer = await attempt<unknown>('signIn', (done, fail) => {
        // The library's own reading of what follows the proof knows neither every challenge nor a way to go on with one
        // after the worker was stopped: ours takes its place.
        Object.assign(signingIn, { authenticateUserInternal: done });
        const details = new AuthenticationDetails({ Username: username, Password: password });
        signingIn.authenticateUser(details, { onSuccess: done, onFailure: fail });
      }).catch((error: unknown) => {
        if (error instanceof CodedError && error.code === 'userNotConfirmed') return null;
        throw error;
      });
      // An alias that was typed has become the user's own name on the way.
      return answer ? readAuthAnswer(answer, signingIn.getUsername(), now()) : { step: 'confirm' };
    },
  };
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

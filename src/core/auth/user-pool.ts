/** The user pool's steps for a person. Each is a function that resolves with the next step. */
import { type AuthenticationDetails, CognitoUser, type ICognitoUserData } from 'amazon-cognito-identity-js';
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { hasCode } from '../../contract/errors.ts';
import { withDeadline } from '../deadline.ts';
import { answerTimeout } from '../http.ts';
import { parseAnswer } from '../parse.ts';
import type { SignInUser } from '../vendor/sign-in-methods.ts';
import { type AuthOutcome, readAuthAnswer } from './auth-answer.ts';
import { cognitoError } from './cognito-errors.ts';
import { readDestination } from './recovery.ts';
import type { CallUserPool } from './user-pool-client.ts';

export interface NewUser {
  username: string;
  email: string;
  password: string;
  /** Further attributes, by Cognito's names. Empty ones are left out. */
  attributes?: Record<string, string>;
}

export interface UserPool {
  /** @returns whether the user still has to confirm, and the code's destination (masked by Cognito) */
  register(input: NewUser): Promise<{ confirmed: boolean; destination: string }>;
  confirm(input: { username: string; code: string }): Promise<void>;
  resendCode(input: { username: string }): Promise<{ destination: string }>;
  /** Signs in by SRP: the password is used for a proof and never sent. */
  signIn(input: { username: string; password: string }): Promise<AuthOutcome>;
}

const signedUp = v.object({ UserConfirmed: v.boolean() });

/**
 * @param configuration the pool and its client
 * @param call calls an operation of the pool
 * @param now clock, epoch ms
 * @returns the steps; each rejects with a {@link CodedError}
 */
export function createUserPool(
  { userPoolId, userPoolClientId: ClientId, attributes: { fromUsername } }: Configuration,
  call: CallUserPool,
  now: () => number,
): UserPool {
  /** A user of the library, which computes the proof. Its calls use our own client. */
  function signInUser(username: string): SignInUser {
    const client = {
      request: (operation: string, body: object, callback: (error: unknown, answer?: unknown) => void) =>
        // If a garbled answer makes the library throw, the call has failed.
        void call(operation, body, 'signIn')
          .then((answer) => callback(null, answer))
          .catch(callback),
    };
    const Pool = {
      client,
      getClientId: () => ClientId,
      getUserPoolName: () => userPoolId.split('_')[1],
      getUserContextData() {},
    };
    // The library uses only these members of its pool, and never writes tokens.
    return new CognitoUser({ Username: username, Pool, Storage: {} } as unknown as ICognitoUserData);
  }

  return {
    async register({ username, email, password, attributes }) {
      const copies = Object.fromEntries(fromUsername.map((name) => [name, username]));
      const all = { ...copies, ...attributes, email };
      const UserAttributes = Object.entries(all).flatMap(([Name, Value]) => (Value ? { Name, Value } : []));
      const body = { ClientId, Username: username, Password: password, UserAttributes };
      const answer = await call('SignUp', body, 'register');
      const { UserConfirmed } = parseAnswer(signedUp, answer);
      return { confirmed: UserConfirmed, destination: readDestination(answer) };
    },

    async confirm({ username, code }) {
      // The value must stay false: an alias (the e-mail address) is not taken away from another user.
      const ForceAliasCreation = false;
      const body = { ClientId, Username: username, ConfirmationCode: code, ForceAliasCreation };
      await call('ConfirmSignUp', body, 'confirm');
    },

    resendCode: async ({ username }) => ({
      destination: readDestination(
        await call('ResendConfirmationCode', { ClientId, Username: username }, 'resend'),
      ),
    }),

    signIn: async ({ username, password }) => {
      const signingIn = signInUser(username);
      const answer = await attempt<unknown>((done, fail) => {
        // The library's own handling of the answer supports neither every challenge nor a stopped worker, so ours
        // replaces it. No device is remembered.
        Object.assign(signingIn, { authenticateUserInternal: done, getCachedDeviceKeyAndPassword() {} });
        const nothing = () => ({});
        const details = {
          getPassword: () => password,
          getValidationData: nothing,
          getClientMetadata: nothing,
        };
        // The library uses only these members.
        const asked = details as unknown as AuthenticationDetails;
        signingIn.authenticateUser(asked, { onSuccess: done, onFailure: fail });
      }).catch((error: unknown) => {
        if (hasCode(error, 'userNotConfirmed')) return null;
        throw error;
      });
      // The library has replaced a typed alias by the user's own name.
      return answer ? readAuthAnswer(answer, signingIn.getUsername(), now()) : { step: 'confirm' };
    },
  };
}

/** One call of the callback-style library as a promise, with a time limit and our error codes. */
function attempt<T>(run: (done: (value: T) => void, fail: (error: unknown) => void) => void): Promise<T> {
  const outcome = new Promise<T>((resolve, reject) => run(resolve, reject));
  return withDeadline(outcome, answerTimeout).catch((error: unknown) => {
    throw cognitoError(error, 'signIn');
  });
}

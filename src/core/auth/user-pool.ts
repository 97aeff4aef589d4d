/** The user pool's steps of a registration. */
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { parseAnswer } from '../parse.ts';
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
}

const signedUp = v.object({ UserConfirmed: v.boolean() });

/**
 * @param call calls an operation of the pool
 * @param configuration the client, and the attributes that get the username
 * @returns the steps; each rejects with a {@link CodedError}
 */
export function createUserPool(
  call: CallUserPool,
  { userPoolClientId: ClientId, attributes: { fromUsername } }: Configuration,
): UserPool {
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
  };
}

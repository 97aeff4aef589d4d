/** Resets a forgotten password. A code to a verified address proves the person's identity. */
import * as v from 'valibot';
import { parseOrNull } from '../parse.ts';
import type { CallUserPool } from './user-pool-client.ts';

export interface PasswordRecovery {
  /** Sends a code. @returns its destination, masked by Cognito */
  forgotPassword(input: { username: string }): Promise<{ destination: string }>;
  resetPassword(input: { username: string; code: string; password: string }): Promise<void>;
}

const delivery = v.object({ CodeDeliveryDetails: v.object({ Destination: v.string() }) });

/** The destination of a code, from Cognito's answer; empty if it is absent. */
export function readDestination(answer: unknown): string {
  return parseOrNull(delivery, answer)?.CodeDeliveryDetails.Destination ?? '';
}

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
 */
export function createRecovery(call: CallUserPool, ClientId: string): PasswordRecovery {
  return {
    forgotPassword: async ({ username }) => ({
      destination: readDestination(await call('ForgotPassword', { ClientId, Username: username }, 'forgot')),
    }),
    async resetPassword({ username, code, password }) {
      const ConfirmationCode = code;
      const body = { ClientId, Username: username, ConfirmationCode, Password: password };
      await call('ConfirmForgotPassword', body, 'reset');
    },
  };
}

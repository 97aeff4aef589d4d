/**
 * What of amazon-cognito-identity-js's classes is called here. The builds and the tests leave out every
 * method that none of these reaches: half of them serve features that this extension has elsewhere or not at all.
 * Another one is there as soon as it is named.
 */
import type { CognitoUser } from 'amazon-cognito-identity-js';

export const calledMethods = ['authenticateUser', 'getUsername'] as const satisfies (keyof CognitoUser)[];

/** A user of the library, as far as it is shipped. */
export type SignInUser = Pick<CognitoUser, (typeof calledMethods)[number]>;

/**
 * By class. `cut` is named on the way and never come to: the password is never sent, what follows the proof is read by
 * us, no device is remembered, and the secret is made by ours.
 */
export const shipped: Record<string, { called: readonly string[]; cut: readonly string[] }> = {
  CognitoUser: {
    called: calledMethods,
    cut: [
      'authenticateUserPlainUsernamePassword',
      'authenticateUserInternal',
      'getCachedDeviceKeyAndPassword',
      'clearCachedDeviceKeyAndPassword',
    ],
  },
  CognitoUserPool: { called: ['getClientId', 'getUserPoolName', 'getUserContextData'], cut: [] },
  AuthenticationHelper: {
    called: ['getLargeAValue', 'getPasswordAuthenticationKey'],
    cut: ['generateRandomSmallA'],
  },
  AuthenticationDetails: { called: ['getPassword', 'getValidationData', 'getClientMetadata'], cut: [] },
};

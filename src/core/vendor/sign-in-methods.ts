/**
 * The methods of amazon-cognito-identity-js that are called here. The builds and the tests leave out every method that
 * none of these reaches: half of them serve features that this extension has elsewhere or not at all. Name a method
 * here to include it.
 */
import type { CognitoUser } from 'amazon-cognito-identity-js';

export const calledMethods = ['authenticateUser', 'getUsername'] as const satisfies (keyof CognitoUser)[];

/** A user of the library, with the shipped methods only. */
export type SignInUser = Pick<CognitoUser, (typeof calledMethods)[number]>;

/** The parts of a class that are shipped. */
interface Shipped {
  called: readonly string[];
  cut: readonly string[];
  /** Conditions by their text, with their value here: the minifier drops the branches that are never taken. */
  known?: Readonly<Record<string, boolean>>;
}

/**
 * By class. The methods in `cut` are named by shipped code, but never called: the password is never sent, our own code
 * reads the answer to the proof, no device is remembered, and our own code makes the secret.
 */
export const shipped: Record<string, Shipped> = {
  CognitoUser: {
    called: calledMethods,
    cut: [
      'authenticateUserPlainUsernamePassword',
      'authenticateUserInternal',
      'getCachedDeviceKeyAndPassword',
      'clearCachedDeviceKeyAndPassword',
    ],
    // The constructor sets the flow, and no user has a device.
    known: {
      "this.authenticationFlowType === 'USER_PASSWORD_AUTH'": false,
      "this.authenticationFlowType === 'USER_SRP_AUTH'": true,
      "this.authenticationFlowType === 'CUSTOM_AUTH'": false,
      "errChallenge.code === 'ResourceNotFoundException'": false,
      'this.deviceKey != null': false,
    },
  },
  CognitoUserPool: { called: ['getClientId', 'getUserPoolName', 'getUserContextData'], cut: [] },
  AuthenticationHelper: {
    called: ['getLargeAValue', 'getPasswordAuthenticationKey'],
    cut: ['generateRandomSmallA'],
  },
  AuthenticationDetails: { called: ['getPassword', 'getValidationData', 'getClientMetadata'], cut: [] },
};

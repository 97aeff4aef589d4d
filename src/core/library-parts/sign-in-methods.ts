/**
 * What of amazon-cognito-identity-js's `CognitoUser` is called here. The builds and the tests leave out every method that
 * none of these reaches: half of the class serves features that this extension has elsewhere or not at all. Another one
 * is there as soon as it is named.
 */
import type { CognitoUser } from 'amazon-cognito-identity-js';

export const calledMethods = [
  'authenticateUser',
  'confirmRegistration',
  'resendConfirmationCode',
] as const satisfies (keyof CognitoUser)[];

/** A user of the library, as far as it is shipped. */
export type SignInUser = Pick<CognitoUser, (typeof calledMethods)[number]>;

/** Named on the way and never come to: the password is never sent, and no device is ever remembered. */
export const neverReached = ['authenticateUserPlainUsernamePassword', 'getDeviceResponse'];

/**
 * amazon-cognito-identity-js as it is published. Tests of the extension run it with our own big numbers; the cloud must
 * agree with the library's own, so it is loaded past Vite here.
 */
import { createRequire } from 'node:module';
import type { CognitoUser, CognitoUserSession, CognitoUserPool as Pool } from 'amazon-cognito-identity-js';

const published: typeof import('amazon-cognito-identity-js') = createRequire(import.meta.url)(
  'amazon-cognito-identity-js',
);

export const { AuthenticationDetails, CognitoUser: User, CognitoUserAttribute, CognitoUserPool } = published;
export type { CognitoUser, CognitoUserSession, ISignUpResult } from 'amazon-cognito-identity-js';

/** Signs in by SRP. @throws the library's error, with `name` as the cloud gave it */
export async function signIn(
  pool: Pool,
  username: string,
  password: string,
): Promise<{ user: CognitoUser; session: CognitoUserSession }> {
  const user = new User({ Username: username, Pool: pool });
  const details = new AuthenticationDetails({ Username: username, Password: password });
  const session = await new Promise<CognitoUserSession>((onSuccess, onFailure) =>
    user.authenticateUser(details, { onSuccess, onFailure }),
  );
  return { user, session };
}

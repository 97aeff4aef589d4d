/** A guest and a user of a cloud, without a browser. They make the same calls as the extension. */
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { type ChangeProfileBody, erasedAnswer } from '../../contract/profile-api.ts';
import { type ApiClient, createApiClient } from '../../core/api/client.ts';
import type { IdentityCredentials } from '../../core/auth/credentials.ts';
import { identityCredentials, type Login } from '../../core/auth/identity-pool.ts';

export interface Visitor {
  /** Signed calls, with credentials of the identity pool. */
  api: ApiClient;
}

export interface User extends Visitor {
  /** `PUT /profile` */
  changeProfile(change: ChangeProfileBody): Promise<void>;
  /** Erases all data of the user; the account itself stays. */
  eraseProfile(): Promise<void>;
}

export function visitAsGuest(configuration: Configuration): Visitor {
  return { api: apiFor(configuration) };
}

/** Signs in by SRP. @throws Error with the user pool's name, such as `NotAuthorizedException` */
export async function visitAsUser(
  configuration: Configuration,
  account: { username: string; password: string },
): Promise<User> {
  const { idToken, sub } = await signIn(configuration, account);

  async function profile(method: 'PUT' | 'DELETE', body?: object): Promise<unknown> {
    const api = configuration.apis.ProfileAPI;
    if (!api) throw new Error('The configuration has no ProfileAPI.');
    const response = await fetch(`${api.endpoint}/profile`, {
      method,
      headers: { authorization: idToken, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /profile: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  return {
    api: apiFor(configuration, { idToken, sub }),
    changeProfile: async (change) => void (await profile('PUT', change)),
    async eraseProfile() {
      // Each call erases a part. An account of 10,000 tasks needs far fewer calls than this limit.
      for (let calls = 0; calls < 1000; calls += 1) {
        if (v.parse(erasedAnswer, await profile('DELETE')).done) return;
      }
      throw new Error('DELETE /profile does not come to an end.');
    },
  };
}

function apiFor(configuration: Configuration, login?: Login): ApiClient {
  const ids = new Map<string, string>();
  const pool = identityCredentials({
    configuration,
    fetch,
    cache: {
      getItem: async (key) => ids.get(key) ?? null,
      setItem: async (key, id) => void ids.set(key, id),
      removeItem: async (key) => void ids.delete(key),
    },
  });
  let kept: Promise<IdentityCredentials> | undefined;
  return createApiClient({
    configuration,
    fetch,
    now: Date.now,
    credentials: (_api, { refresh }) => {
      if (!kept || refresh) kept = pool.get(login);
      return kept;
    },
  });
}

function signIn(
  { userPoolId, userPoolClientId, endpoints }: Configuration,
  { username, password }: { username: string; password: string },
): Promise<{ idToken: string; sub: string }> {
  const Pool = new CognitoUserPool({
    UserPoolId: userPoolId,
    ClientId: userPoolClientId,
    ...(endpoints?.userPool && { endpoint: `${endpoints.userPool}/` }),
  });
  const details = new AuthenticationDetails({ Username: username, Password: password });
  return new Promise((resolve, reject) => {
    const challenged = (name: string) => () => reject(new Error(`The user pool asks for ${name}.`));
    new CognitoUser({ Username: username, Pool }).authenticateUser(details, {
      onSuccess: (session) => {
        const token = session.getIdToken();
        resolve({ idToken: token.getJwtToken(), sub: String(token.payload.sub) });
      },
      onFailure: reject,
      newPasswordRequired: challenged('a new password'),
      mfaRequired: challenged('a code by text message'),
      totpRequired: challenged('a code of an authenticator'),
      mfaSetup: challenged('the set-up of a second factor'),
      selectMFAType: challenged('the choice of a second factor'),
      customChallenge: challenged('a challenge of its own'),
    });
  });
}

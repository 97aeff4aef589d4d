/** Temporary AWS credentials from an identity pool: a guest's, or a signed-in user's. */
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import * as v from 'valibot';
import { type Configuration, identityPoolAddress, userPoolProvider } from '../../contract/configuration.ts';
import { type Backoff, systemBackoff } from '../api/backoff.ts';
import { parseAnswer } from '../parse.ts';
import { CognitoIdentityClient } from '../vendor/cognito-identity.ts';
import { awsCredentials, type IdentityCredentials } from './credentials.ts';
import { forOneCall, type IdentityIdCache, type OneCallCache } from './identity-id-cache.ts';

/** A user's proof for the identity pool. */
export interface Login {
  idToken: string;
  /** The user pool's `sub`. The user's identity id is cached with it, apart from the guest's. */
  sub: string;
}

export interface IdentityPool {
  /**
   * Fetches new credentials at each call; the caller caches them. If the pool no longer accepts a cached identity, it
   * is forgotten and another one requested.
   *
   * @param login none for a guest
   * @param signal ends the calls; its reason is thrown
   * @throws CodedError `offline`, `timeout`, `throttled`, `serverError` or `badAnswer`
   * @throws Error with the service's own error as its `name`, such as `NotAuthorizedException`
   */
  get(login?: Login | null, signal?: AbortSignal): Promise<IdentityCredentials>;
}

/** The SDK's form of the credentials. */
const credentials = v.object({
  ...awsCredentials.entries,
  expiration: v.pipe(
    v.date(),
    v.transform((date) => date.getTime()),
  ),
});

export function identityCredentials(options: {
  configuration: Configuration;
  fetch: typeof globalThis.fetch;
  cache: IdentityIdCache;
  backoff?: Backoff;
}): IdentityPool {
  const { configuration, fetch, cache, backoff = systemBackoff } = options;
  const provider = userPoolProvider(configuration.userPoolId);
  const endpoint = identityPoolAddress(configuration);

  async function ask(
    login: Login | null | undefined,
    identityIds: OneCallCache,
    signal: AbortSignal | undefined,
  ): Promise<IdentityCredentials> {
    const parameters = {
      client: new CognitoIdentityClient({ ...backoff, endpoint, fetch, signal }),
      identityPoolId: configuration.identityPoolId,
      cache: identityIds,
      // Without an identifier the SDK would not cache a user's identity id at all.
      ...(login && { logins: { [provider]: login.idToken }, userIdentifier: login.sub }),
    };
    // The declared parameters lack `client`, but it is passed on. It only needs `send`.
    const obtain = fromCognitoIdentityPool(parameters as Parameters<typeof fromCognitoIdentityPool>[0]);
    const answer = await obtain();
    await identityIds.written();
    return parseAnswer(credentials, answer);
  }

  return {
    async get(login, signal) {
      const identityIds = forOneCall(cache);
      try {
        return await ask(login, identityIds, signal);
      } catch (error) {
        if (!identityIds.hit() || !isStaleIdentity(error)) throw error;
        await identityIds.forget();
        return ask(login, forOneCall(cache), signal);
      }
    },
  };
}

/**
 * Whether the pool refused the identity itself: it is gone, or it is not this login's. The service has one error name
 * for a refused identity and a refused token; they are told apart by the text.
 */
function isStaleIdentity(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ResourceNotFoundException') return true;
  return (
    error.name === 'NotAuthorizedException' &&
    /logins don't match|access to identity [^ ]* is forbidden/i.test(error.message)
  );
}

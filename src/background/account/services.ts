/** The services behind one configuration. */
import type { Configuration } from '../../contract/configuration.ts';
import { createApiClient } from '../../core/api/client.ts';
import { accountKey } from '../../core/auth/account-key.ts';
import type { AuthOutcome } from '../../core/auth/auth-answer.ts';
import { type Authentication, createAuthentication } from '../../core/auth/authentication.ts';
import { signInInBrowser, signOutAddress } from '../../core/auth/browser-sign-in.ts';
import type { IdentityIdCache } from '../../core/auth/identity-id-cache.ts';
import { identityCredentials } from '../../core/auth/identity-pool.ts';
import type { Lease } from '../../core/auth/lease.ts';
import { createOwnUser, type OwnUser } from '../../core/auth/own-account.ts';
import type { AuthServices } from '../../core/auth/presence.ts';
import { createRecovery, type PasswordRecovery } from '../../core/auth/recovery.ts';
import type { Session } from '../../core/auth/session.ts';
import { createUserPool, type UserPool } from '../../core/auth/user-pool.ts';
import { createUserPoolClient } from '../../core/auth/user-pool-client.ts';
import { createProfileService, type ProfileService } from '../../core/profile-service.ts';
import { createTasksService, type TasksService } from '../../core/tasks/tasks-service.ts';
import type { UserPoolPage } from '../browser/user-pool-page.ts';
import { fireAndForget } from '../fire-and-forget.ts';

/** Calls without a lease, for a person who is not signed in yet. */
export interface Services extends AuthServices {
  configuration: Configuration;
  userPool: UserPool & PasswordRecovery;
  authentication: Authentication;
  /** Opens the user pool's own page, and waits for the result. */
  signInInBrowser(): Promise<AuthOutcome>;
  /** Ends the browser's session at that page. */
  signOutInBrowser(): Promise<void>;
  /** Calls with one lease, which end with it. @param session knows the offset of the server's clock */
  leased(lease: Lease, session: Session): LeasedServices;
}

export interface LeasedServices {
  user: OwnUser;
  tasks: TasksService;
  profile: ProfileService;
}

/** The dependencies of the services. */
export interface ServicesDependencies {
  fetch: typeof globalThis.fetch;
  /** Our clock, epoch ms. */
  now: () => number;
  userPoolPage: UserPoolPage;
  /** The redirect address of that page. */
  redirectUri: () => string;
  identityIds: IdentityIdCache;
  /** Time limits and retries of the calls; default: the real ones. */
  patience?: Pick<Parameters<typeof createApiClient>[0], 'timeout' | 'backoff'>;
}

export function createServices(
  configuration: Configuration,
  { fetch, now, userPoolPage, redirectUri, identityIds, patience }: ServicesDependencies,
): Services {
  const userPoolClient = createUserPoolClient(configuration, { fetch, now });
  const { call } = userPoolClient;
  return {
    configuration,
    accountKey: (sub) => accountKey(configuration, sub),
    userPoolClient,
    identityPool: identityCredentials({
      configuration,
      fetch,
      cache: identityIds,
      ...(patience?.backoff && { backoff: patience.backoff }),
    }),
    userPool: {
      ...createUserPool(call, configuration),
      ...createRecovery(call, configuration.userPoolClientId),
    },
    authentication: createAuthentication(configuration, call, now),
    signInInBrowser: () => signInInBrowser(configuration, redirectUri(), userPoolPage.show, { fetch, now }),
    signOutInBrowser: () => userPoolPage.follow(signOutAddress(configuration, redirectUri())),
    leased(lease, session) {
      const api = createApiClient({
        ...patience,
        configuration,
        fetch,
        now,
        signal: lease.signal,
        credentials: (_api, { refresh }) => lease.credentials({ renew: refresh }),
        idToken: async ({ refresh }) => (await lease.tokens({ renew: refresh })).idToken,
        clockOffset: () => session.state.clockOffset,
        onClockOffset: (offset) => fireAndForget(session.setClockOffset(offset)),
      });
      return {
        user: createOwnUser(call, lease),
        tasks: createTasksService(api, now),
        profile: createProfileService(api),
      };
    },
  };
}

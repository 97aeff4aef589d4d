/** The services behind one configuration. */
import type { Configuration } from '../../contract/configuration.ts';
import { createApiClient } from '../../core/api/client.ts';
import { accountKey } from '../../core/auth/account-key.ts';
import type { AuthOutcome } from '../../core/auth/auth-answer.ts';
import { signInInBrowser, signOutAddress } from '../../core/auth/browser-sign-in.ts';
import { type Challenges, createChallenges } from '../../core/auth/challenges.ts';
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

/** What is asked for without a lease, by somebody who is not signed in yet. */
export interface Services extends AuthServices {
  configuration: Configuration;
  userPool: UserPool & PasswordRecovery;
  challenges: Challenges;
  /** Takes the person to the user pool's own page, and waits for what comes of it. */
  signInInBrowser(): Promise<AuthOutcome>;
  /** Ends the session that they have there. */
  signOutInBrowser(): Promise<void>;
  /** What is asked for with one lease, and ends with it. @param session knows how far the server's clock is off */
  leased(lease: Lease, session: Session): LeasedServices;
}

export interface LeasedServices {
  user: OwnUser;
  tasks: TasksService;
  profile: ProfileService;
}

/** What the services need of their surroundings. */
export interface ServicesDependencies {
  fetch: typeof globalThis.fetch;
  /** Our clock, epoch ms. */
  now: () => number;
  userPoolPage: UserPoolPage;
  /** Where such a page leads back to. */
  redirectUri: () => string;
  identityIds: IdentityIdCache;
  /** How patient calls are, where it is not the machine's own way. */
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
      ...createUserPool(configuration, call, now),
      ...createRecovery(call, configuration.userPoolClientId),
    },
    challenges: createChallenges(call, configuration.userPoolClientId, now),
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
        tasks: createTasksService(api),
        profile: createProfileService(api),
      };
    },
  };
}

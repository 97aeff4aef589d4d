/** The services behind one configuration. */
import type { Configuration } from '../contract/configuration.ts';
import { createApiClient } from '../core/api/client.ts';
import type { IdentityIdCache } from '../core/auth/identity-id-cache.ts';
import { identityCredentials } from '../core/auth/identity-pool.ts';
import type { AuthServices, Session } from '../core/auth/session.ts';
import { createUserPool, type UserPool } from '../core/auth/user-pool.ts';
import { createUserPoolClient } from '../core/auth/user-pool-client.ts';
import { createProfileService, type ProfileService } from '../core/profile-service.ts';
import { createTasksService, type TasksService } from '../core/tasks/tasks-service.ts';
import { unwatched } from './unwatched.ts';

export interface Cloud {
  configuration: Configuration;
  userPool: UserPool;
  auth: AuthServices;
  tasks: TasksService;
  profile: ProfileService;
}

/** @param session asked at each call: it does not exist yet when the first cloud is made */
export function createCloud(
  configuration: Configuration,
  session: () => Session,
  cache: IdentityIdCache,
): Cloud {
  const { region, userPoolId } = configuration;
  const now = Date.now;
  // A bare reference to `fetch` loses its receiver.
  const fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
  const userPool = createUserPool(configuration, now);
  const identityPool = identityCredentials({ configuration, fetch, cache });
  const auth: AuthServices = {
    region,
    userPoolId,
    userPool,
    userPoolClient: createUserPoolClient(configuration, { fetch, now }),
    identityPool: (login) => identityPool.get(login ?? undefined),
  };
  const api = createApiClient({
    configuration,
    fetch,
    now,
    credentials: (_api, { refresh }) => session().credentials({ renew: refresh }),
    idToken: async ({ refresh }) => (await session().tokens({ renew: refresh })).idToken,
    clockOffset: () => session().state.clockOffset,
    onClockOffset: (offset) => unwatched(session().learnClockOffset(offset)),
  });
  return {
    configuration,
    userPool,
    auth,
    tasks: createTasksService(api),
    profile: createProfileService(api),
  };
}

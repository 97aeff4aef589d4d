/** The services behind one configuration. */
import browser from 'webextension-polyfill';
import type { Configuration } from '../../contract/configuration.ts';
import { CodedError } from '../../contract/errors.ts';
import { createApiClient } from '../../core/api/client.ts';
import type { AuthOutcome } from '../../core/auth/auth-answer.ts';
import type { AuthServices } from '../../core/auth/auth-services.ts';
import { signInInBrowser, signOutAddress } from '../../core/auth/browser-sign-in.ts';
import { type Challenges, createChallenges } from '../../core/auth/challenges.ts';
import type { IdentityIdCache } from '../../core/auth/identity-id-cache.ts';
import { identityCredentials } from '../../core/auth/identity-pool.ts';
import { createOwnUser, type OwnUser } from '../../core/auth/own-account.ts';
import { createRecovery, type PasswordRecovery } from '../../core/auth/recovery.ts';
import type { Session } from '../../core/auth/session.ts';
import { createUserPool, type UserPool } from '../../core/auth/user-pool.ts';
import { createUserPoolClient } from '../../core/auth/user-pool-client.ts';
import { createProfileService, type ProfileService } from '../../core/profile-service.ts';
import { createTasksService, type TasksService } from '../../core/tasks/tasks-service.ts';
import { fireAndForget } from '../fire-and-forget.ts';

export interface Services {
  configuration: Configuration;
  userPool: UserPool & PasswordRecovery;
  challenges: Challenges;
  /** Of whoever is signed in. */
  own: OwnUser;
  auth: AuthServices;
  /** Takes the person to the user pool's own page, and waits for what comes of it. */
  signInInBrowser(): Promise<AuthOutcome>;
  /** Ends the session that they have there. */
  signOutInBrowser(): Promise<void>;
  tasks: TasksService;
  profile: ProfileService;
}

let showing = false;

/** @param interactive false where the page has nothing to ask */
async function showPage(url: string, interactive: boolean): Promise<string> {
  // Firefox would show the second page in the window of the first, and end both.
  if (showing) throw new CodedError('browserSignInOpen');
  showing = interactive;
  try {
    return await browser.identity.launchWebAuthFlow({ url, interactive });
  } catch (error) {
    // Browsers have no code for it, only words: it could not load the page, one is open still, or it was closed.
    const words = String(error);
    const open = /only one/i.test(words) ? 'browserSignInOpen' : 'browserSignInCancelled';
    throw new CodedError(/load|network/i.test(words) ? 'offline' : open, undefined, { cause: error });
  } finally {
    if (interactive) showing = false;
  }
}

/** @param session asked at each call: it does not exist yet when the first cloud is made */
export function createServices(
  configuration: Configuration,
  session: () => Session,
  cache: IdentityIdCache,
): Services {
  const now = Date.now;
  // A bare reference to `fetch` loses its receiver.
  const fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
  const userPoolClient = createUserPoolClient(configuration, { fetch, now });
  const { call } = userPoolClient;
  const auth: AuthServices = {
    userPoolId: configuration.userPoolId,
    userPoolClient,
    identityPool: identityCredentials({ configuration, fetch, cache }),
  };
  const api = createApiClient({
    configuration,
    fetch,
    now,
    credentials: (_api, { refresh }) => session().credentials({ renew: refresh }),
    idToken: async ({ refresh }) => (await session().tokens({ renew: refresh })).idToken,
    clockOffset: () => session().state.clockOffset,
    onClockOffset: (offset) => fireAndForget(session().learnClockOffset(offset)),
  });
  return {
    configuration,
    userPool: {
      ...createUserPool(configuration, call, now),
      ...createRecovery(call, configuration.userPoolClientId),
    },
    challenges: createChallenges(call, configuration.userPoolClientId, now),
    own: createOwnUser(call, (options) => session().tokens(options)),
    signInInBrowser: () =>
      signInInBrowser(configuration, browser.identity.getRedirectURL(), (url) => showPage(url, true), {
        fetch,
        now,
      }),
    async signOutInBrowser() {
      await showPage(signOutAddress(configuration, browser.identity.getRedirectURL()), false);
    },
    auth,
    tasks: createTasksService(api),
    profile: createProfileService(api),
  };
}

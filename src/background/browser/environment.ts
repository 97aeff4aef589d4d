/** The background's environment in a browser. Each API is touched when it is used, not before. */
import browser from 'webextension-polyfill';
import type { WatchIdleness } from '../account/idle-lock.ts';
import { bundledConfiguration, managedConfiguration } from '../configuration/configuration-sources.ts';
import type { Environment } from '../environment.ts';
import { openDatabase } from '../storage/database.ts';
import { browserSession, sessionItem } from '../storage/session-item.ts';
import { remind } from '../tasks/notifications.ts';
import type { RetryTimer } from '../tasks/retry-timer.ts';
import { setCheckAlarm, setRenewalAlarm } from './alarms.ts';
import { pushToPages, pushToScreens } from './push.ts';
import { createUserPoolPage, popupWindows, signInWindow } from './user-pool-page.ts';

export const browserEnvironment = (
  retry: RetryTimer,
  watchIdleness: WatchIdleness,
  shown: Environment['shown'],
): Environment => ({
  now: () => Date.now(),
  // `fetch` needs its receiver, so it is called as a global.
  fetch: (...request) => fetch(...request),
  openDatabase,
  sessionArea: browserSession,
  policy: managedConfiguration,
  file: bundledConfiguration,
  retry,
  watchIdleness,
  userPoolPage: createUserPoolPage(
    (details) => browser.identity.launchWebAuthFlow(details),
    popupWindows(() => browser.windows),
    sessionItem('signInWindow', signInWindow),
  ),
  redirectUri: () => browser.identity.getRedirectURL(),
  renewAt: setRenewalAlarm,
  checkAt: setCheckAlarm,
  remind,
  pushToScreens,
  pushToPages,
  shown,
  report: reportError,
});

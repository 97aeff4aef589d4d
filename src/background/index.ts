/**
 * The background's entry. Listeners are registered synchronously: the browser starts the worker for an event, and
 * delivers it to the listeners of the first turn. All else waits until the stored state is read.
 */
import browser from 'webextension-polyfill';
import type { SessionView } from '../contract/session.ts';
import { originOf } from '../domain/page-address.ts';
import { watchIdleness } from './account/idle-lock.ts';
import { accountOf } from './account/scope.ts';
import { createBackground } from './background.ts';
import { showOnButton } from './browser/action-button.ts';
import { listenToAlarms, renewAhead, retryAlarm } from './browser/alarms.ts';
import { browserEnvironment } from './browser/environment.ts';
import { pushSession, pushToScreens } from './browser/push.ts';
import { fireAndForget } from './fire-and-forget.ts';
import { lazy } from './lazy.ts';
import { publicSession } from './messages/page-handlers.ts';
import { createHandlers, createRouter, identify, type Sender } from './messages/router.ts';
import { createMenus, listenForCaptures } from './pages/capture-triggers.ts';
import { listenForGrants, registerMarker } from './pages/sites.ts';
import { isGranted } from './pages/tab-grants.ts';
import { listenToNotifications } from './tasks/notifications.ts';
import { createRetryTimer } from './tasks/retry-timer.ts';
import { taskChanges } from './tasks/task-changes.ts';

const retry = createRetryTimer(retryAlarm, Math.random, () => navigator.onLine);
addEventListener('online', () => fireAndForget(background().then(() => retry.online())));
const idleness = watchIdleness(
  () => browser.idle,
  () => fireAndForget(background().then(({ idleLock }) => idleLock.away())),
);
/** Made from the stored state at the first event: until then the worker only listens. */
const background = lazy(() => createBackground(browserEnvironment(retry, idleness, show)));
const self = { id: browser.runtime.id, origin: originOf(new URL(browser.runtime.getURL(''))) };

const route = createRouter(
  lazy(async () => createHandlers(await background())),
  (sender) =>
    // The browser made it, so its shape can be trusted, unlike the message's.
    identify(sender as Sender, self, isGranted),
  reportError,
);
browser.runtime.onMessage.addListener(route);

listenToAlarms({
  retry: (afterMs) => fireAndForget(background().then(() => retry.alarmRang(afterMs))),
  renewal: () => fireAndForget(background().then(({ session }) => renewAhead(session.lease()))),
  check: () => fireAndForget(background().then(({ check }) => check())),
});

listenToNotifications(() => background().then(({ scope }) => taskChanges(accountOf(scope()).tasks)));
listenForCaptures(() => background().then(({ scope }) => scope().captures));
listenForGrants();
browser.permissions.onAdded.addListener(({ permissions }) => {
  // Firefox wakes a stopped background only for listeners that it added at its start, so it is started again.
  if (permissions?.length && globalThis.document) location.reload();
});
browser.runtime.onInstalled.addListener(({ reason }) => {
  fireAndForget(createMenus());
  fireAndForget(registerMarker());
  fireAndForget(background());
  if (reason === 'install') fireAndForget(welcome());
});
// This listener wakes the worker at the browser's start, so that the button shows the session.
browser.runtime.onStartup.addListener(() => fireAndForget(background()));

/** Opens the options page after a first installation without a configuration. */
async function welcome(): Promise<void> {
  const { configuration, policed } = await background();
  await policed;
  if (!configuration.current()) await browser.runtime.openOptionsPage();
}

function show(session: SessionView, before: SessionView | null): void {
  pushToScreens({ kind: 'session', session });
  fireAndForget(showOnButton(session, before));
  // A sign-in, a sign-out and a new configuration raise the epoch.
  if (before?.epoch === session.epoch) return;
  fireAndForget(pushSession(publicSession(session)));
}

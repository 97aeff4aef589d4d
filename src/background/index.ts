/**
 * The background's entry. Listeners are registered synchronously: the browser starts the worker for an event and asks
 * who listens at once. Everything else waits for what is stored to be read.
 */
import browser from 'webextension-polyfill';
import type { SessionView } from '../contract/session.ts';
import { watchIdleness } from './account/idle-lock.ts';
import { accountOf } from './account/scope.ts';
import { createBackground } from './background.ts';
import { showOnButton } from './browser/action-button.ts';
import { browserEnvironment } from './browser/environment.ts';
import { pushToScreens, pushToTabs } from './browser/push.ts';
import { refreshAhead, refreshAlarm } from './browser/refresh-alarm.ts';
import { fireAndForget } from './fire-and-forget.ts';
import { lazy } from './lazy.ts';
import { createHandlers } from './messages/handlers.ts';
import { publicSession } from './messages/page-handlers.ts';
import { createRouter } from './messages/router.ts';
import { identify, originOf, type Sender } from './messages/sender.ts';
import { createMenus, listenForCaptures } from './pages/capture-triggers.ts';
import { listenForGrants, registerMarker } from './pages/sites.ts';
import { isGranted } from './pages/tab-grants.ts';
import { listenToNotifications } from './tasks/notifications.ts';
import { retryAlarm } from './tasks/retry-alarm.ts';
import { createRetryTimer } from './tasks/retry-timer.ts';
import { taskChanges } from './tasks/task-changes.ts';

const retry = createRetryTimer(retryAlarm, Math.random, () => navigator.onLine);
addEventListener('online', () => fireAndForget(background().then(() => retry.online())));
const idleness = watchIdleness(
  () => browser.idle,
  () => fireAndForget(background().then(({ idleLock }) => idleLock.away())),
);
/** Made from what is stored, once an event asks for it: until then the worker only listens. */
const background = lazy(() => createBackground(browserEnvironment(retry, idleness, show)));
const self = { id: browser.runtime.id, origin: originOf(new URL(browser.runtime.getURL(''))) };

const route = createRouter(
  lazy(async () => createHandlers(await background())),
  (sender) =>
    // The browser made it: its shape is the one thing about a message that can be trusted.
    identify(sender as Sender, self, isGranted),
  reportError,
);
browser.runtime.onMessage.addListener(route);

browser.alarms.onAlarm.addListener(({ name, periodInMinutes = 0.5 }) => {
  if (name === retryAlarm.name)
    fireAndForget(background().then(() => retry.alarmRang(periodInMinutes * 60_000)));
  else if (name === refreshAlarm)
    fireAndForget(background().then(({ session }) => refreshAhead(session.lease())));
  else fireAndForget(background().then(({ check }) => check()));
});

listenToNotifications(() => background().then(({ scope }) => taskChanges(accountOf(scope()).tasks)));
listenForCaptures(() => background().then(({ scope }) => scope().captures));
listenForGrants();
browser.permissions.onAdded.addListener(({ permissions }) => {
  // Firefox wakes a stopped background only for what it has listened to from its start: another starts in its place.
  if (permissions?.length && globalThis.document) location.reload();
});
browser.runtime.onInstalled.addListener(({ reason }) => {
  fireAndForget(createMenus());
  fireAndForget(registerMarker());
  fireAndForget(background());
  if (reason === 'install') fireAndForget(welcome());
});
// A start of the browser is an event to listen to only so that the button shows who is signed in.
browser.runtime.onStartup.addListener(() => fireAndForget(background()));

/** A first installation without a configuration has nothing to show: its page says what to do. */
async function welcome(): Promise<void> {
  const { configuration, policed } = await background();
  await policed;
  if (!configuration.current()) await browser.runtime.openOptionsPage();
}

function show(session: SessionView): void {
  pushToScreens({ kind: 'session', session });
  fireAndForget(showOnButton(session));
  if (session.account) fireAndForget(background().then(({ scope }) => scope().captures.resume()));
  fireAndForget(pushToTabs({ kind: 'session', session: publicSession(session) }));
}

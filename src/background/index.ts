/**
 * The background's entry. Listeners are registered synchronously: the browser starts the worker for an event and asks
 * who listens at once. Everything else waits for what is stored to be read.
 */
import browser from 'webextension-polyfill';
import type { SessionView } from '../contract/session.ts';
import { watchIdleness } from './account/idle-lock.ts';
import { refreshAhead, refreshAlarm } from './account/refresh-alarm.ts';
import { restoreParts } from './background.ts';
import { showOnButton } from './browser/action-button.ts';
import { pushToScreens, pushToTabs } from './browser/push.ts';
import { unwatched } from './fire-and-forget.ts';
import { once } from './lazy.ts';
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
addEventListener('online', () => unwatched(parts().then(() => retry.online())));
const idleness = watchIdleness(
  () => browser.idle,
  () => unwatched(parts().then(({ idleLock }) => idleLock.away())),
);
/** Made from what is stored, once an event asks for them: until then the worker only listens. */
const parts = once(() => restoreParts(retry, idleness, show));
const self = { id: browser.runtime.id, origin: originOf(new URL(browser.runtime.getURL(''))) };

const route = createRouter(
  once(() => parts().then(createHandlers)),
  (sender) =>
    // The browser made it: its shape is the one thing about a message that can be trusted.
    identify(sender as Sender, self, isGranted),
);
browser.runtime.onMessage.addListener(route);

browser.alarms.onAlarm.addListener(({ name, periodInMinutes = 0.5 }) => {
  if (name === retryAlarm.name) unwatched(parts().then(() => retry.alarmRang(periodInMinutes * 60_000)));
  else if (name === refreshAlarm) unwatched(parts().then(({ session }) => refreshAhead(session)));
  else unwatched(parts().then(({ look }) => look()));
});

listenToNotifications(() => parts().then(({ tasks }) => taskChanges(tasks)));
listenForCaptures(() => parts().then(({ captures }) => captures));
listenForGrants();
browser.permissions.onAdded.addListener(({ permissions }) => {
  // Firefox wakes a stopped background only for what it has listened to from its start: another starts in its place.
  if (permissions?.length && globalThis.document) location.reload();
});
browser.runtime.onInstalled.addListener(({ reason }) => {
  unwatched(createMenus());
  unwatched(registerMarker());
  unwatched(parts());
  if (reason === 'install') unwatched(welcome());
});
// A start of the browser is an event to listen to only so that the button shows who is signed in.
browser.runtime.onStartup.addListener(() => unwatched(parts()));

/** A first installation without a configuration has nothing to show: its page says what to do. */
async function welcome(): Promise<void> {
  const { configuration, policed } = await parts();
  await policed;
  if (configuration() === null) await browser.runtime.openOptionsPage();
}

function show(session: SessionView): void {
  pushToScreens({ kind: 'session', session });
  unwatched(showOnButton(session));
  if (session.account) unwatched(parts().then(({ captures }) => captures.takeUp()));
  unwatched(pushToTabs({ kind: 'session', session: publicSession(session) }));
}

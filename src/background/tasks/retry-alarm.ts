import browser from 'webextension-polyfill';

/** The alarm behind the timer that retries unsent changes. */
export const retryAlarm = {
  name: 'outbox',
  set: (afterMs: number) => void browser.alarms.create('outbox', { periodInMinutes: afterMs / 60_000 }),
  clear: () => void browser.alarms.clear('outbox'),
};

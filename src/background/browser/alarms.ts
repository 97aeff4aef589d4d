/** The browser's alarms. They also ring while no screen is open, and start a stopped worker. */
import browser from 'webextension-polyfill';
import { unlessDefect } from '../../contract/errors.ts';
import type { Lease } from '../../core/auth/lease.ts';

const names = { retry: 'outbox', renewal: 'refresh', check: 'look' };

/** Retries unsent changes. */
export const retryAlarm = {
  set: (afterMs: number) => void browser.alarms.create(names.retry, { periodInMinutes: afterMs / 60_000 }),
  clear: () => void browser.alarms.clear(names.retry),
};

/** Renews the tokens before they expire. @param time epoch ms; null for never */
export function setRenewalAlarm(time: number | null): void {
  if (time === null) void browser.alarms.clear(names.renewal);
  else browser.alarms.create(names.renewal, { when: time });
}

/** Checks for due tasks and a new day. @param when epoch ms */
export const setCheckAlarm = (when: number): void => void browser.alarms.create(names.check, { when });

/** Called when the alarm of that name rings. */
export interface AlarmListeners {
  /** @param afterMs the pause that the alarm was set to */
  retry(afterMs: number): void;
  renewal(): void;
  check(): void;
}

export function listenToAlarms({ retry, renewal, check }: AlarmListeners): void {
  browser.alarms.onAlarm.addListener(({ name, periodInMinutes = 0.5 }) => {
    if (name === names.retry) retry(periodInMinutes * 60_000);
    else if (name === names.renewal) renewal();
    else check();
  });
}

/** Renews the tokens of a signed-in account. If it fails, the session has set the next alarm. */
export async function renewAhead({ account, tokens }: Lease): Promise<void> {
  if (account) await tokens({ ahead: true }).catch(unlessDefect);
}

/** Renews the tokens before they run out, also while nobody looks and the worker is stopped. */
import browser from 'webextension-polyfill';
import { unlessDefect } from '../../contract/errors.ts';
import type { Lease } from '../../core/auth/lease.ts';
import { renewalLead } from '../../core/auth/renewal.ts';

export const refreshAlarm = 'refresh';

/** @param time epoch ms; null for never */
export function setRefreshAlarm(time: number | null): void {
  if (time === null) void browser.alarms.clear(refreshAlarm);
  else browser.alarms.create(refreshAlarm, { when: time });
}

/** The alarm has rung. If it fails, the session has set the next one. */
export async function refreshAhead({ account, tokens }: Lease): Promise<void> {
  if (account) await tokens({ ahead: renewalLead }).catch(unlessDefect);
}

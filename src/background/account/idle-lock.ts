/**
 * Ends the session when the computer has been idle for a while, if the person wants that and has granted the
 * permission.
 */
import type { Idle } from 'webextension-polyfill';
import type { LockTime } from '../../contract/account.ts';
import type { Session } from '../../core/auth/session.ts';
import type { StorageItem } from '../../core/storage-item.ts';

/** Observes idleness, with a detection time in minutes. */
export type WatchIdleness = (minutes: number) => void;

/**
 * Call it while the worker starts: the event may have started the worker.
 *
 * @param api the browser's API, which exists once the permission is granted
 * @param away called when the computer is idle or locked
 */
export function watchIdleness(
  api: () => Pick<Idle.Static, 'onStateChanged' | 'setDetectionInterval'> | undefined,
  away: () => void,
): WatchIdleness {
  // Adding the same function again adds no second listener.
  const listener = (state: Idle.IdleState) => {
    if (state !== 'active') away();
  };
  api()?.onStateChanged.addListener(listener);
  return (minutes) => {
    api()?.onStateChanged.addListener(listener);
    api()?.setDetectionInterval(minutes * 60);
  };
}

export interface IdleLock {
  after(): Promise<LockTime | null>;
  set(minutes: LockTime | null): Promise<void>;
  /** The computer is idle. Unsent work stays for the same account. */
  away(): Promise<void>;
}

export async function restoreIdleLock(
  stored: StorageItem<LockTime>,
  watch: WatchIdleness,
  session: Pick<Session, 'state' | 'end'>,
): Promise<IdleLock> {
  const kept = await stored.get();
  if (kept) watch(kept);
  return {
    after: stored.get,
    async set(minutes) {
      if (!minutes) return stored.remove();
      await stored.set(minutes);
      watch(minutes);
    },
    async away() {
      if (session.state.account && (await stored.get())) await session.end('idle');
    },
  };
}

/** Ends the session once nobody has been at the computer for a while: where the person wants that, and has let us know of it. */
import type { Idle } from 'webextension-polyfill';
import type { LockTime } from '../../contract/account.ts';
import type { Session } from '../../core/auth/session.ts';
import type { StorageItem } from '../../core/storage-item.ts';

/** From now on, to be told after so many minutes. */
export type WatchIdleness = (minutes: number) => void;

/**
 * To be called while the worker starts, for it may have been started by the very event.
 *
 * @param api the browser's, which is there once it is allowed
 * @param away nobody has been there, or the screen was locked
 */
export function watchIdleness(
  api: () => Pick<Idle.Static, 'onStateChanged' | 'setDetectionInterval'> | undefined,
  away: () => void,
): WatchIdleness {
  // The same function again is no second listener.
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
  /** Nobody is there. Unsent work stays for the same account. */
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

/** Shows the session on the screens: at first, and after each change of the view. */
import type { SessionView } from '../../contract/session.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { fireAndForget } from '../fire-and-forget.ts';

export interface Screens {
  /** A part of the view may have changed. */
  changed(): void;
  /** Sets the view. */
  open(view: () => SessionView): void;
  /** The view that was shown last; null after a start of the browser. */
  lastShown(): SessionView | null;
}

/**
 * @param stored keeps the last view, so that a worker that wakes does not show it again
 * @param shown called with each new view, and the view before
 */
export async function restoreScreens(
  stored: StorageItem<unknown>,
  shown: (view: SessionView, before: SessionView | null) => void,
): Promise<Screens> {
  // Only this function writes it, and it does not outlive the browser.
  let last = ((await stored.get()) ?? null) as SessionView | null;
  let view: (() => SessionView) | null = null;
  const changed = () => {
    const now = view?.();
    if (!now || JSON.stringify(now) === JSON.stringify(last)) return;
    const before = last;
    last = now;
    shown(now, before);
    fireAndForget(stored.set(now));
  };
  return {
    changed,
    open(given) {
      view = given;
      changed();
    },
    lastShown: () => last,
  };
}

/** What the screens are shown of the session: told after each change, once there is something to show. */
import type { SessionView } from '../../contract/session.ts';

export interface Screens {
  /** Something that the view shows has changed. */
  changed(): void;
  /** From now on there is a view; it is shown at once. */
  open(view: () => SessionView): void;
}

/** @param shown called with each new view */
export function createScreens(shown: (view: SessionView) => void): Screens {
  let view: (() => SessionView) | null = null;
  const changed = () => {
    if (view) shown(view());
  };
  return {
    changed,
    open(given) {
      view = given;
      changed();
    },
  };
}

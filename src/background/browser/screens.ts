/** Shows the session on the screens: after each change, once there is a view. */
import type { SessionView } from '../../contract/session.ts';

export interface Screens {
  /** A part of the view has changed. */
  changed(): void;
  /** Sets the view, and shows it at once. */
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

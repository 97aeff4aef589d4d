import { useEffect, useState } from 'preact/hooks';
import { Note } from '../ui/note.tsx';
import { text } from '../ui/texts.ts';
import type { TaskActions } from './task-actions.ts';

/** Ms that a notice stays, unless the pointer or the focus is on it. */
const shownFor = 8_000;

/** At the panel's foot: what went wrong stays until it is dismissed, what went well leaves by itself. */
export function Notices({ actions }: { actions: TaskActions }) {
  const { notice, dismissNotice, failures, dismissFailures } = actions;
  const [held, setHeld] = useState(false);

  useEffect(() => {
    if (!notice || held) return;
    const timer = setTimeout(dismissNotice, shownFor);
    return () => clearTimeout(timer);
  }, [notice, held]);

  const hold = (on: boolean) => () => setHeld(on);
  return (
    <aside class="notices">
      {failures.length > 0 && (
        <Note tone="bad">
          <span>
            {failures.map((message) => (
              <span key={message} class="line">
                {message}
              </span>
            ))}
          </span>
          <button type="button" class="link" onClick={dismissFailures}>
            {text('dismiss')}
          </button>
        </Note>
      )}
      <div role="status">
        {notice && (
          // biome-ignore lint/a11y/noStaticElementInteractions: resting on it only keeps it from going away
          <div
            class="toast"
            onMouseEnter={hold(true)}
            onMouseLeave={hold(false)}
            onFocusIn={hold(true)}
            onFocusOut={hold(false)}
          >
            <span>{notice.message}</span>
            {notice.undo && (
              <button
                type="button"
                onClick={() => {
                  setHeld(false);
                  dismissNotice();
                  notice.undo?.();
                }}
              >
                {text('undo')}
              </button>
            )}
          </div>
        )}
      </div>
    </aside>
  );
}

import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { undoTime } from '../contract/limits.ts';
import type { Deletion } from '../contract/operations.ts';
import { Note } from '../ui/controls/note.tsx';
import { countText, text } from '../ui/i18n/texts.ts';
import { isTyping } from './keys.ts';
import type { Notice, TaskActions } from './task-actions.ts';

/** Ms that a notice stays, unless it has the pointer or the focus. */
const shownFor = 8_000;

interface Props {
  actions: TaskActions;
  /** Deletions that can still be undone, from any window. */
  deleting: readonly Deletion[];
}

/** Notices at the panel's foot. An error stays until it is dismissed; a success disappears by itself. */
export function Notices({ actions, deleting }: Props) {
  const { failures, dismissFailures } = actions;
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
      <Latest actions={actions} deleting={deleting} />
    </aside>
  );
}

/** The newest event with its undo: a button, and Ctrl+Z. */
function Latest({ actions, deleting }: Props) {
  const [held, setHeld] = useState(false);
  const deletion = deletionNotice(useUndoable(deleting), actions.restore);
  const { notice, dismissNotice } = actions;
  const latest = deletion && deletion.at >= (notice?.at ?? 0) ? deletion : notice;

  useEffect(() => {
    if (!notice || held) return;
    const timer = setTimeout(dismissNotice, shownFor);
    return () => clearTimeout(timer);
  }, [notice, held]);

  const undo = latest?.undo;
  const takeBack = () => {
    setHeld(false);
    if (latest === notice) dismissNotice();
    undo?.();
  };
  // A layout effect runs before the next key press, which may be the shortcut.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!undo || event.key !== 'z' || !(event.ctrlKey || event.metaKey) || isTyping(event)) return;
      event.preventDefault();
      takeBack();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  const hold = (on: boolean) => () => setHeld(on);
  return (
    <div role="status">
      {latest && (
        // biome-ignore lint/a11y/noStaticElementInteractions: resting on it only keeps it from going away
        <div
          class="toast"
          onMouseEnter={hold(true)}
          onMouseLeave={hold(false)}
          onFocusIn={hold(true)}
          onFocusOut={hold(false)}
        >
          <span>{latest.message}</span>
          {undo && (
            <button type="button" onClick={takeBack}>
              {text('undo')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** The deletions of the last action. */
function deletionNotice(deleting: readonly Deletion[], restore: TaskActions['restore']): Notice | null {
  const until = Math.max(...deleting.map((one) => one.until));
  const last = deleting.filter((one) => one.until === until);
  const [first] = last;
  if (!first) return null;
  return {
    message: last.length === 1 ? text('task_deleted', first.name) : countText('tasks_deleted', last.length),
    at: until - undoTime,
    undo: () => void restore(last),
  };
}

/** The deletions that can be undone now. The list shrinks as they expire. */
function useUndoable(deleting: readonly Deletion[]): readonly Deletion[] {
  const [, drawAgain] = useState(0);
  const now = Date.now();
  const undoable = deleting.filter(({ until }) => until > now);
  const next = Math.min(...undoable.map(({ until }) => until));
  useEffect(() => {
    if (next === Number.POSITIVE_INFINITY) return;
    const timer = setTimeout(() => drawAgain(next), next - Date.now());
    return () => clearTimeout(timer);
  }, [next]);
  return undoable;
}

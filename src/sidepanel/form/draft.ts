import { useState } from 'preact/hooks';
import type { DraftForm } from '../../contract/operations.ts';
import { localDay } from '../../domain/day.ts';
import { call } from '../../ui/state/call.ts';
import { useThrottledSend } from '../../ui/state/throttled-send.ts';

export interface Draft {
  /** What the open form holds; null while it is closed. */
  form: DraftForm | null;
  /** Opens the form with what was typed before, or with today as the due day. */
  open(): Promise<void>;
  change(form: DraftForm): void;
  /** Closes the form; what was typed is there when it opens again. */
  hide(): void;
  /** Closes the form and forgets what was typed. */
  discard(): void;
}

/** Shortest time from one message about what is typed to the next, ms. */
const keepEvery = 300;

/**
 * The form of a new task. The background keeps it until it is sent or cancelled.
 *
 * @param attempt says on the screen what went wrong
 */
export function useDraft(attempt: (work: () => Promise<void>) => Promise<void>): Draft {
  const [form, setForm] = useState<DraftForm | null>(null);
  const [shown, setShown] = useState(false);
  const keeping = useThrottledSend(form, keepEvery, (draft) =>
    // What could not be kept is still on the screen.
    call('tasks.keepDraft', { draft }).catch(() => undefined),
  );

  return {
    form: shown ? form : null,
    open: () =>
      // An empty form in place of a text that can't be read now would be kept in its place.
      attempt(async () => {
        const empty = { name: '', project: '', due: localDay(new Date()), description: '' };
        if (!form) {
          await keeping.settled(); // what was dropped must not be read once more
          setForm((await call('tasks.draft')) ?? empty);
        }
        setShown(true);
      }),
    change: setForm,
    hide: () => setShown(false),
    discard() {
      setForm(null);
      setShown(false);
    },
  };
}

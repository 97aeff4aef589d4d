import { useState } from 'preact/hooks';
import { localDay } from '../../domain/day.ts';
import { emptyTexts, type TaskTexts } from '../../domain/task-texts.ts';
import { call } from '../../ui/state/call.ts';
import { useThrottledSend } from '../../ui/state/throttled-send.ts';

export interface Draft {
  /** The texts of the open form; null while it is closed. */
  form: TaskTexts | null;
  /** Opens the form with the texts that were typed before, or with today as the due day. */
  open(): Promise<void>;
  change(form: TaskTexts): void;
  /** Closes the form; its texts are there when it opens again. */
  hide(): void;
  /** Closes the form and forgets its texts. */
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
  const [form, setForm] = useState<TaskTexts | null>(null);
  const [shown, setShown] = useState(false);
  const keeping = useThrottledSend(form, keepEvery, (draft) =>
    // A text that could not be kept is still on the screen.
    call('tasks.keepDraft', { draft }).catch(() => undefined),
  );

  return {
    form: shown ? form : null,
    open: () =>
      // Where the kept texts cannot be read now, no empty form opens: it would be kept in their place.
      attempt(async () => {
        if (!form) {
          await keeping.settled(); // texts that were dropped must not be read once more
          setForm((await call('tasks.draft')) ?? { ...emptyTexts(), due: localDay(new Date()) });
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

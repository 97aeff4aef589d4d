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
  /** Closes the form. It opens again with its texts. */
  hide(): void;
  /** Closes the form and deletes its texts. */
  discard(): void;
}

/** Shortest time from one message about the typed texts to the next, ms. */
const keepEvery = 300;

/**
 * The form of a new task. The background keeps its texts until it is sent or cancelled.
 *
 * @param attempt runs the work and shows its error
 */
export function useDraft(attempt: (work: () => Promise<void>) => Promise<void>): Draft {
  const [form, setForm] = useState<TaskTexts | null>(null);
  const [shown, setShown] = useState(false);
  const keeping = useThrottledSend(form, keepEvery, (draft) =>
    // If the texts cannot be kept, they are still on the screen.
    call('tasks.keepDraft', { draft }).catch(() => undefined),
  );

  return {
    form: shown ? form : null,
    open: () =>
      // If the kept texts cannot be read, the form stays closed: an empty form would overwrite them.
      attempt(async () => {
        if (!form) {
          await keeping.settled(); // dropped texts must not be read again
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

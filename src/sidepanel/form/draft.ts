import { useRef, useState } from 'preact/hooks';
import type { DraftForm } from '../../contract/operations.ts';
import { localDay } from '../../domain/day.ts';
import { call } from '../../ui/state/call.ts';
import { useDebounced } from '../../ui/state/debounced.ts';

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

/** Ms that typing rests before it is kept: the panel may be closed at any time. */
const restBeforeKeeping = 300;

/**
 * The form of a new task. The background keeps it until it is sent or cancelled.
 *
 * @param attempt says on the screen what went wrong
 */
export function useDraft(attempt: (work: () => Promise<void>) => Promise<void>): Draft {
  const [form, setForm] = useState<DraftForm | null>(null);
  const [shown, setShown] = useState(false);
  const latest = useRef<Promise<unknown>>(Promise.resolve());

  /** One after the other: what is dropped must neither be read once more nor kept by a message that was under way. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = latest.current.then(run, run);
    latest.current = turn;
    return turn;
  };
  const keep = (draft: DraftForm | null) => {
    // What could not be kept is still on the screen.
    inTurn(() => call('tasks.keepDraft', { draft })).catch(() => undefined);
  };
  useDebounced(form, restBeforeKeeping, (draft) => draft && keep(draft));

  return {
    form: shown ? form : null,
    open: () =>
      // An empty form in place of a text that can't be read now would be kept in its place.
      attempt(async () => {
        const empty = { name: '', project: '', due: localDay(new Date()), description: '' };
        if (!form) setForm((await inTurn(() => call('tasks.draft'))) ?? empty);
        setShown(true);
      }),
    change: setForm,
    hide: () => setShown(false),
    discard() {
      setForm(null);
      setShown(false);
      keep(null);
    },
  };
}

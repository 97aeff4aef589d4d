import { useState } from 'preact/hooks';
import { localDay } from '../contract/day.ts';
import type { DraftForm } from '../contract/operations.ts';
import { call } from '../ui/call.ts';
import { useRested } from '../ui/rested.ts';

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

/** The form of a new task. The background keeps it until it is sent or cancelled. */
export function useDraft(): Draft {
  const [form, setForm] = useState<DraftForm | null>(null);
  const [shown, setShown] = useState(false);
  useRested(form, restBeforeKeeping, (draft) => {
    // What could not be kept is still on the screen.
    call('tasks.keepDraft', { draft }).catch(() => undefined);
  });

  return {
    form: shown ? form : null,
    async open() {
      const empty = { name: '', project: '', due: localDay(new Date()), description: '' };
      // A form without its old text is better than none.
      if (!form) setForm((await call('tasks.draft').catch(() => null)) ?? empty);
      setShown(true);
    },
    change: setForm,
    hide: () => setShown(false),
    discard() {
      setForm(null);
      setShown(false);
    },
  };
}

import { useRef, useState } from 'preact/hooks';
import { quickTask, quickWords } from '../../domain/quick-entry.ts';
import { limits } from '../../domain/text-limits.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import type { Submission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { dayWording } from '../../ui/time/day-wording.ts';
import { useToday } from '../../ui/time/today.ts';
import type { Made } from './capture-notes.tsx';

/** Adds a task from one line of text, and shows how the line is understood. */
export function QuickEntry({ submission, onMade }: { submission: Submission; onMade: Made }) {
  const today = useToday();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const entry = quickTask(typed, today, quickWords(text));
  const understood = [
    entry.due && text('due_label', dayWording(entry.due, today)),
    entry.project && text('quick_project', entry.project),
  ].filter(Boolean);

  const add = (event: Event) => {
    event.preventDefault();
    if (!entry.name) return;
    void submission.run(async () => {
      onMade(await call('capture.add', entry));
      setTyped('');
      field.current?.focus();
    });
  };

  return (
    <form class="quick" onSubmit={add} noValidate autocomplete="off">
      <TextField
        label={text('quick_label')}
        inputRef={field}
        value={typed}
        onText={(value) => {
          onMade(null);
          setTyped(value);
        }}
        maxLength={limits.name}
        autocomplete="off"
      />
      <p class="understood" role="status">
        {understood.join(' · ') || text('quick_hint')}
      </p>
      <Button type="submit" small quiet busy={submission.busy} disabled={!entry.name}>
        {text('quick_add')}
      </Button>
    </form>
  );
}

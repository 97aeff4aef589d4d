import { useRef, useState } from 'preact/hooks';
import { limits } from '../../domain/text-limits.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import type { Submission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { QuickChips, useQuickLine } from '../../ui/tasks/quick-line.tsx';
import type { Made } from './capture-notes.tsx';

/** Adds a task from one line of text, and shows how the line is understood. */
export function QuickEntry({ submission, onMade }: { submission: Submission; onMade: Made }) {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const line = useQuickLine(typed);
  const { name, due, project } = line;

  const add = (event: Event) => {
    event.preventDefault();
    if (!name) return;
    void submission.run(async () => {
      onMade(await call('capture.add', { name, due, project }));
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
        onKeyDown={line.onKeyDown}
        maxLength={limits.name}
        autocomplete="off"
      />
      <QuickChips line={line} hint={text('quick_hint')} onUndone={() => field.current?.focus()} />
      <Button type="submit" small quiet busy={submission.busy} disabled={!name}>
        {text('quick_add')}
      </Button>
    </form>
  );
}

import type { RefObject } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { TaskTexts } from '../../domain/task-texts.ts';
import { limits } from '../../domain/text-limits.ts';
import { TextArea, TextField } from '../../ui/controls/field.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { QuickChips, type QuickLine } from '../../ui/tasks/quick-line.tsx';

interface Props {
  form: TaskTexts;
  onChange: (part: Partial<TaskTexts>) => void;
  /** Project names to choose from, for the typed text. The person may type a new one. */
  offer: (typed: string) => readonly string[];
  /** Whether the person has tried to send the form. Only then are missing fields shown. */
  asked: boolean;
  /** Called with whether the text is not a calendar day. */
  onBadDue: (isBad: boolean) => void;
  nameRef: RefObject<HTMLInputElement | null>;
  /** How the name is understood, if it is a line with a day and a project. */
  line: QuickLine | undefined;
}

/** The fields of a task, for a new one and for an edit. */
export function TaskFields({ form, onChange, offer, asked, onBadDue, nameRef, line }: Props) {
  const [dueIsBad, setDueIsBad] = useState(false);
  const list = useId();
  // What is understood takes the place of the line for the error.
  const isRead = line && line.understood.length + line.unclear.length > 0;
  return (
    <>
      <TextField
        label={text('field_name')}
        value={form.name}
        onText={(name) => onChange({ name })}
        error={
          asked && !form.name.trim() ? text('field_required', text('field_name')) : isRead ? undefined : null
        }
        inputRef={nameRef}
        onKeyDown={line?.onKeyDown}
        autocomplete="off"
        spellcheck
        maxLength={limits.name}
      />
      {line && <QuickChips line={line} onUndone={() => nameRef.current?.focus()} />}
      <div class="pair">
        <TextField
          label={text('field_project')}
          value={form.project}
          onText={(project) => onChange({ project })}
          hint={text('add_project_public')}
          list={list}
          autocomplete="off"
          maxLength={limits.project}
        />
        <datalist id={list}>
          {offer(form.project).map((project) => (
            <option key={project} value={project} />
          ))}
        </datalist>
        <TextField
          label={text('field_due')}
          value={form.due}
          onText={(due) => onChange({ due })}
          onBlur={(event) => {
            const { badInput } = event.currentTarget.validity;
            setDueIsBad(badInput);
            onBadDue(badInput);
          }}
          error={dueIsBad ? text('add_due_malformed') : null}
          type="date"
          max="9999-12-31"
        />
      </div>
      <TextArea
        label={text('field_description')}
        value={form.description}
        onText={(description) => onChange({ description })}
        rows={2}
        maxLength={limits.description}
      />
    </>
  );
}

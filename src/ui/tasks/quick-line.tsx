import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type QuickEntry, quickTask, quickWords, type Understood } from '../../domain/quick-entry.ts';
import { text } from '../i18n/texts.ts';
import { dayWording } from '../time/day-wording.ts';
import { useToday } from '../time/today.ts';

export interface QuickLine extends QuickEntry {
  /** The words of the part stay in the name, until the line is empty. */
  undo(part: Understood): void;
  /** Backspace right after the words of a part undoes it, and deletes nothing. */
  onKeyDown(event: TargetedKeyboardEvent<HTMLInputElement>): void;
}

/**
 * A line of text, and how it is understood.
 *
 * @param spelled returns the known spelling of a project
 */
export function useQuickLine(
  typed: string,
  spelled: (project: string) => string = (project) => project,
): QuickLine {
  const today = useToday();
  const [asWords, setAsWords] = useState<readonly string[]>([]);
  const isEmpty = typed.trim() === '';
  useEffect(() => {
    if (isEmpty) setAsWords([]);
  }, [isEmpty]);
  const entry = quickTask(typed, today, quickWords(text), asWords);
  const undo = ({ words }: Understood) => setAsWords((before) => [...before, words]);
  return {
    ...entry,
    project: entry.project && spelled(entry.project),
    undo,
    onKeyDown(event) {
      const { selectionStart, selectionEnd } = event.currentTarget;
      const part = entry.understood.find(({ end }) => end === selectionStart && end === selectionEnd);
      if (!part || event.key !== 'Backspace' || event.isComposing) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      undo(part);
    },
  };
}

interface ChipsProps {
  line: QuickLine;
  /** Shown while nothing is understood. */
  hint?: string;
  /** Called after an undo: its button is gone. */
  onUndone: () => void;
}

/** What is understood of the line, each part with its undo, and what is not. */
export function QuickChips({ line, hint, onUndone }: ChipsProps) {
  const today = useToday();
  const said = {
    due: () => text('due_label', dayWording(line.due, today)),
    project: () => text('quick_project', line.project),
  };
  const isPlain = line.understood.length === 0 && line.unclear.length === 0;
  return (
    <div class="understood" role="status">
      {line.understood.map((part) => {
        const label = said[part.kind]();
        return (
          <button
            key={part.kind}
            type="button"
            class="chip"
            aria-label={text('quick_undo', label)}
            title={text('quick_undo_hint')}
            onClick={() => {
              line.undo(part);
              onUndone();
            }}
          >
            {label} <span aria-hidden="true">×</span>
          </button>
        );
      })}
      {line.unclear.length > 0 && (
        <span>{text('quick_stays', line.unclear.map((words) => `“${words}”`).join(', '))}</span>
      )}
      {isPlain && hint}
    </div>
  );
}

import { useRef, useState } from 'preact/hooks';
import { mostImported, mostTasks } from '../../contract/limits.ts';
import { localDay } from '../../domain/day.ts';
import type { ImportedTask } from '../../domain/task.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Labelled } from '../../ui/controls/field.tsx';
import { Input } from '../../ui/controls/input.tsx';
import { Failure, Note } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { countText, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { allTasks } from '../all-tasks.ts';
import { toFileTask } from '../task-files/file-task.ts';
import { type PlannedLine, planImport } from '../task-files/plan-import.ts';
import { longestFile, readTaskFile } from '../task-files/read-file.ts';
import { ImportLines } from './import-lines.tsx';

interface Plan {
  lines: PlannedLine[];
  /** The tasks to add, with their ids. An interrupted import continues with the same ids. */
  tasks: ImportedTask[];
  /** Columns that are not read. */
  ignored: string[];
  done: boolean;
}

const toAdd = (lines: readonly PlannedLine[]): ImportedTask[] =>
  lines.flatMap((one) => (one.what === 'add' ? { ...one.task, taskId: crypto.randomUUID() } : []));

/** Imports tasks from a file in two steps. The first reads it and shows the result; the second imports. */
export function ImportSection() {
  const input = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const submission = useSubmission();

  const choose = () =>
    void submission.run(async () => {
      const file = input.current?.files?.[0];
      if (!file) return;
      setPlan(null);
      const content = file.size > longestFile ? '' : await file.text();
      const read = content ? readTaskFile(file.name, content, localDay(Date.now())) : null;
      setUnreadable(read === null);
      // The person may choose the same file again after a correction.
      if (input.current) input.current.value = '';
      if (!read) return;
      await call('tasks.summary');
      const known = (await allTasks()).map(toFileTask);
      const lines = planImport(read.lines, known, mostTasks);
      setPlan({ lines, tasks: toAdd(lines), ignored: read.ignored, done: false });
      heading.current?.focus();
    });
  const importThem = (now: Plan) =>
    void submission.run(async () => {
      const { tasks } = now;
      for (let from = 0; from < tasks.length; from += mostImported)
        await call('tasks.import', { tasks: tasks.slice(from, from + mostImported) });
      setPlan({ ...now, done: true });
      heading.current?.focus();
    });
  const count = plan?.tasks.length ?? 0;

  return (
    <section aria-labelledby="import">
      <h2 id="import" ref={heading} tabIndex={-1}>
        {text('import_heading')}
      </h2>
      <p class="muted">{text('import_lead')}</p>
      <Labelled label={text('import_file')}>
        {(described) => (
          <Input
            {...described}
            ref={input}
            class="file"
            type="file"
            accept=".json,.csv,.tsv,.txt"
            onChange={choose}
          />
        )}
      </Labelled>
      {unreadable && <Note tone="bad">{text('import_unreadable')}</Note>}
      {plan && (
        <>
          {plan.done ? (
            <Note tone="good">{countText('import_done', count)}</Note>
          ) : (
            <p role="status">{count > 0 ? countText('import_found', count) : text('import_nothing')}</p>
          )}
          {plan.ignored.length > 0 && (
            <p class="muted">{text('import_ignored', plan.ignored.slice(0, 20).join(', '))}</p>
          )}
          {!plan.done && count > 0 && (
            <div class="buttons">
              <Button
                small
                busy={submission.busy}
                busyLabel={text('options_importing')}
                onClick={() => importThem(plan)}
              >
                {countText('import_button', count)}
              </Button>
              <Button small quiet onClick={() => setPlan(null)}>
                {text('cancel')}
              </Button>
            </div>
          )}
          <ImportLines lines={plan.lines} done={plan.done} />
        </>
      )}
      <Failure error={submission.error} />
    </section>
  );
}

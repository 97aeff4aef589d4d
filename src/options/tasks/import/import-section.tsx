import { useEffect, useRef, useState } from 'preact/hooks';
import { mostImported } from '../../../contract/limits.ts';
import { localDay } from '../../../domain/day.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Checkbox } from '../../../ui/controls/checkbox.tsx';
import { Labelled } from '../../../ui/controls/field.tsx';
import { Input } from '../../../ui/controls/input.tsx';
import { Failure, Note } from '../../../ui/controls/note.tsx';
import { useSubmission } from '../../../ui/controls/submission.ts';
import { countText, language, text } from '../../../ui/i18n/texts.ts';
import { call } from '../../../ui/state/call.ts';
import { allTasks } from '../../all-tasks.ts';
import { monthNames } from '../../task-files/days.ts';
import { type ReadContext, toFileTask } from '../../task-files/file-task.ts';
import { DayQuestion, EncodingQuestion } from './file-questions.tsx';
import { ImportColumns } from './import-columns.tsx';
import { ImportLines } from './import-lines.tsx';
import { laterWords } from './later-words.ts';
import {
  type FileChoices,
  type OpenedFile,
  openFile,
  type Plan,
  planFor,
  type Unreadable,
} from './opened-file.ts';
import { RecognisedFile } from './recognised-file.tsx';

/** Imports tasks from a file in two steps. The first reads it and shows the result; the second imports. */
export function ImportSection() {
  const input = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [file, setFile] = useState<OpenedFile | null>(null);
  const [unreadable, setUnreadable] = useState<Unreadable | null>(null);
  const [done, setDone] = useState(false);
  const [plan, setPlan] = usePlan(file);
  const submission = useSubmission();

  const show = (opened: OpenedFile | Unreadable | null) => {
    setDone(false);
    setPlan(null);
    setUnreadable(typeof opened === 'string' ? opened : null);
    setFile(typeof opened === 'string' ? null : opened);
  };
  const again = (choice: FileChoices) => {
    if (file) show(openFile(file.name, file.bytes, file.known, { ...file.choices, ...choice }));
  };
  const choose = () =>
    void submission.run(async () => {
      const chosen = input.current?.files?.[0];
      if (!chosen) return;
      show(null);
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      // The person may choose the same file again after a correction.
      if (input.current) input.current.value = '';
      const opened = openFile(chosen.name, bytes, []);
      if (typeof opened === 'string') return show(opened);
      await call('tasks.summary');
      show({ ...opened, known: (await allTasks()).map(toFileTask) });
      heading.current?.focus();
    });
  const importThem = ({ tasks }: Plan) =>
    void submission.run(async () => {
      for (let from = 0; from < tasks.length; from += mostImported)
        await call('tasks.import', { tasks: tasks.slice(from, from + mostImported) });
      setDone(true);
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
      {unreadable && <Note tone="bad">{text(`import_unreadable_${unreadable}`)}</Note>}
      {file && plan && (
        <>
          {!done && (
            <>
              <RecognisedFile table={file.table} />
              {file.guessed && (
                <EncodingQuestion encoding={file.encoding} onChoose={(encoding) => again({ encoding })} />
              )}
              {file.table.firstLine && (
                <Checkbox
                  label={text('import_first_line')}
                  checked={file.table.firstLine === 'names'}
                  onChange={(names) => again({ firstLine: names ? 'names' : 'task' })}
                />
              )}
              {plan.asked && (
                <DayQuestion
                  day={plan.asked}
                  order={file.order}
                  onChoose={(order) => setFile({ ...file, order })}
                />
              )}
              <ImportColumns
                columns={file.columns}
                rows={file.table.rows}
                onChange={(columns) => setFile({ ...file, columns })}
              />
            </>
          )}
          {done ? (
            <Note tone="good">{countText('import_done', count)}</Note>
          ) : (
            <p role="status">{statusOf(file, plan)}</p>
          )}
          {!done && count > 0 && !isUnanswered(file, plan) && (
            <div class="buttons">
              <Button
                small
                busy={submission.busy}
                busyLabel={text('options_importing')}
                onClick={() => importThem(plan)}
              >
                {countText('import_button', count)}
              </Button>
              <Button small quiet onClick={() => show(null)}>
                {text('cancel')}
              </Button>
            </div>
          )}
          <ImportLines lines={plan.lines} done={done} />
        </>
      )}
      <Failure error={submission.error} />
    </section>
  );
}

/** Half of a file is not imported while its days are not known. */
const isUnanswered = ({ order }: OpenedFile, { asked }: Plan) => asked !== null && order === null;

function statusOf(file: OpenedFile, plan: Plan): string {
  if (file.columns.every(({ use }) => use !== 'name')) return text('import_no_name');
  if (isUnanswered(file, plan)) return text('import_unanswered');
  const count = plan.tasks.length;
  return count > 0 ? countText('import_found', count) : text('import_nothing');
}

/** The plan of a file, made anew when the person chooses something else. The one before stays until then. */
function usePlan(file: OpenedFile | null): [Plan | null, (plan: Plan | null) => void] {
  const [plan, setPlan] = useState<Plan | null>(null);
  useEffect(() => {
    if (!file) return;
    let current = true;
    planFor(file, contextNow(), () => new Promise((resolve) => setTimeout(resolve))).then((made) => {
      if (current) setPlan(made);
    }, reportError);
    return () => {
      current = false;
    };
  }, [file]);
  return [plan, setPlan];
}

const contextNow = (): Omit<ReadContext, 'order'> => ({
  today: localDay(Date.now()),
  zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  months: monthNames([language()]),
  words: laterWords(),
});

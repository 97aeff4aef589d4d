import { localDay } from '../../domain/day.ts';
import type { FileTask } from '../../domain/task.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { allTasks } from '../all-tasks.ts';
import { offerFile } from '../offer-file.ts';
import { writeCsv } from '../task-files/csv.ts';
import { toFileTask } from '../task-files/file-task.ts';
import { writeJson } from '../task-files/json.ts';
import { writeTodoTxt } from '../task-files/todo-txt.ts';

interface Format {
  extension: string;
  type: string;
  write: (tasks: readonly FileTask[]) => string;
}
const formats = {
  json: { extension: 'json', type: 'application/json', write: writeJson },
  csv: { extension: 'csv', type: 'text/csv', write: writeCsv },
  todo: { extension: 'txt', type: 'text/plain', write: writeTodoTxt },
} satisfies Record<string, Format>;

/** Downloads all tasks as a file. */
export function ExportSection() {
  const submission = useSubmission();
  const download = ({ extension, type, write }: Format) =>
    void submission.run(async () => {
      // Makes the background load all tasks.
      await call('tasks.summary');
      const tasks = (await allTasks()).map(toFileTask);
      offerFile(`countersign-${localDay(Date.now())}.${extension}`, write(tasks), type);
    });
  return (
    <section aria-labelledby="export">
      <h2 id="export">{text('export_heading')}</h2>
      <p class="muted">{text('export_lead')}</p>
      <div class="buttons">
        {(['json', 'csv', 'todo'] as const).map((name) => (
          <Button key={name} small quiet busy={submission.busy} onClick={() => download(formats[name])}>
            {text(`export_${name}`)}
          </Button>
        ))}
      </div>
      <Failure error={submission.error} />
    </section>
  );
}

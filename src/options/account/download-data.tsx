import type { AccountDetails } from '../../contract/account.ts';
import type { Task } from '../../contract/task.ts';
import { Button } from '../../ui/button.tsx';
import { call } from '../../ui/call.ts';
import { Failure } from '../../ui/note.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { text } from '../../ui/texts.ts';

/** Everything that is kept of the person, as one JSON file. */
export function DownloadData({ details }: { details: AccountDetails }) {
  const submission = useSubmission();
  const download = () =>
    void submission.run(async () => {
      const profile = await call('profile.get');
      const { attributes, claims } = details;
      save('countersign.json', { attributes, claims, profile, tasks: await allTasks() });
    });
  return (
    <div class="part">
      <h3>{text('me_data')}</h3>
      <p class="muted">{text('me_data_lead')}</p>
      <Failure error={submission.error} />
      <div class="buttons">
        <Button small quiet busy={submission.busy} onClick={download}>
          {text('me_data_download')}
        </Button>
      </div>
    </div>
  );
}

async function allTasks(): Promise<Task[]> {
  const tasks: Task[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: { tasks: Task[]; next: number | null } = await call('tasks.page', { from });
    tasks.push(...page.tasks);
    from = page.next;
  }
  return tasks;
}

function save(name: string, content: object): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

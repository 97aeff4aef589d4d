import type { AccountDetails } from '../../contract/account.ts';
import type { Task } from '../../contract/task.ts';
import { Button } from '../../ui/button.tsx';
import { call } from '../../ui/call.ts';
import { Failure } from '../../ui/note.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { text } from '../../ui/texts.ts';

/** Everything that is stored of the person, as a file of their own. */
export function DataSection({ details }: { details: AccountDetails }) {
  const submission = useSubmission();
  const download = () =>
    void submission.run(async () => {
      const { attributes, factors, claims } = details;
      const profile = await call('profile.get');
      const data = { attributes, factors, claims, profile, tasks: await allTasks() };
      offer('countersign.json', JSON.stringify(data, null, 2));
    });
  return (
    <section aria-labelledby="data">
      <h2 id="data">{text('data_heading')}</h2>
      <p class="muted">{text('data_lead')}</p>
      <Button small quiet busy={submission.busy} onClick={download}>
        {text('data_download')}
      </Button>
      <Failure error={submission.error} />
    </section>
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

function offer(name: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { call } from '../ui/call.ts';
import { Failure, Note } from '../ui/note.tsx';
import { useSubmission } from '../ui/submission.ts';
import { inToolbarPopup } from '../ui/surfaces.ts';
import { text } from '../ui/texts.ts';

/** What can be done with the web page behind the popup. */
export function PageActions() {
  const [made, setMade] = useState<string | null>(null);
  const submission = useSubmission();

  const addPage = () =>
    void submission.run(async () => {
      setMade(null);
      const task = await call('tasks.createFromTab');
      setMade(task.name);
    });
  const showCard = () =>
    void submission.run(async () => {
      await call('card.show');
      if (inToolbarPopup()) window.close();
    });

  return (
    <>
      <Button quiet busy={submission.busy} onClick={addPage}>
        {text('account_add_page')}
      </Button>
      <Button quiet onClick={showCard}>
        {text('account_page_tasks')}
      </Button>
      {made !== null && <Note tone="good">{text('task_created', made)}</Note>}
      <Failure error={submission.error} />
    </>
  );
}

import { useState } from 'preact/hooks';
import type { Captured } from '../contract/capture.ts';
import { Button } from '../ui/button.tsx';
import { call } from '../ui/call.ts';
import { Failure } from '../ui/note.tsx';
import { useSubmission } from '../ui/submission.ts';
import { inToolbarPopup } from '../ui/surfaces.ts';
import { text } from '../ui/texts.ts';
import { AlwaysHere } from './always-here.tsx';
import { CaptureNote } from './capture-notes.tsx';

/** What can be done with the web page behind the popup. */
export function PageActions() {
  const [made, setMade] = useState<Captured | null>(null);
  const submission = useSubmission();

  const addPage = () =>
    void submission.run(async () => {
      setMade(null);
      setMade(await call('tasks.createFromTab'));
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
      <AlwaysHere />
      {made && <CaptureNote captured={made} onUndone={() => setMade(null)} />}
      <Failure error={submission.error} />
    </>
  );
}

import { inToolbarPopup } from '../../ui/browser/surfaces.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Note } from '../../ui/controls/note.tsx';
import type { Submission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { AlwaysHere } from './always-here.tsx';
import type { Made } from './capture-notes.tsx';
import { usePageReach } from './page-behind.ts';

/** Actions on the web page of the active tab. */
export function PageActions({ submission, onMade }: { submission: Submission; onMade: Made }) {
  const reach = usePageReach();
  const addPage = () =>
    void submission.run(async () => {
      onMade(null);
      onMade(await call('tasks.createFromTab'));
    });
  const showCard = () =>
    void submission.run(async () => {
      await call('card.show');
      if (inToolbarPopup()) window.close();
    });

  return (
    <>
      <Button quiet busy={submission.busy} disabled={reach === 'nothing'} onClick={addPage}>
        {text('account_add_page')}
      </Button>
      <Button quiet disabled={reach === 'nothing' || reach === 'task'} onClick={showCard}>
        {text('account_page_tasks')}
      </Button>
      <AlwaysHere />
      {reach === 'nothing' && <Note tone="info">{text('error_pageUnsupported')}</Note>}
      {reach === 'task' && <Note tone="info">{text('account_page_closed')}</Note>}
    </>
  );
}

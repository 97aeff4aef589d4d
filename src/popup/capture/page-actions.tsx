import { inToolbarPopup } from '../../ui/browser/surfaces.ts';
import { Button } from '../../ui/controls/button.tsx';
import type { Submission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { AlwaysHere } from './always-here.tsx';
import type { Made } from './capture-notes.tsx';

/** Actions on the web page of the active tab. */
export function PageActions({ submission, onMade }: { submission: Submission; onMade: Made }) {
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
      <Button quiet busy={submission.busy} onClick={addPage}>
        {text('account_add_page')}
      </Button>
      <Button quiet onClick={showCard}>
        {text('account_page_tasks')}
      </Button>
      <AlwaysHere />
    </>
  );
}

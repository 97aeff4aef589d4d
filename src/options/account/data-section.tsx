import type { AccountDetails } from '../../contract/account.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { allTasks } from '../all-tasks.ts';
import { offerFile } from '../offer-file.ts';

/** Downloads all stored data of the person as a file. */
export function DataSection({ details }: { details: AccountDetails }) {
  const submission = useSubmission();
  const download = () =>
    void submission.run(async () => {
      const { attributes, factors, claims } = details;
      const profile = await call('profile.get');
      const data = { attributes, factors, claims, profile, tasks: await allTasks() };
      offerFile('countersign.json', JSON.stringify(data, null, 2), 'application/json');
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

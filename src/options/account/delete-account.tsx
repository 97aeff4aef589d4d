import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { call } from '../../ui/call.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextField } from '../../ui/field.tsx';
import { Failure, Note } from '../../ui/note.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { countText, text } from '../../ui/texts.ts';

/** The end of the account, for whoever types its name. What was begun goes on by itself. */
export function DeleteAccount({ username, unsent }: { username: string; unsent: number }) {
  const [typed, setTyped] = useState('');
  const submission = useSubmission();
  const { busy, error } = submission;
  const matches = typed.trim().toLowerCase() === username.toLowerCase();
  return (
    <Disclosure title={text('me_delete')} danger>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (matches) void submission.run(() => call('me.delete').then(() => undefined));
        }}
      >
        <p>{text('me_delete_lead')}</p>
        {unsent > 0 && <Note tone="info">{countText('account_unsent', unsent)}</Note>}
        <TextField
          label={text('me_delete_type', username)}
          value={typed}
          onText={setTyped}
          autocomplete="off"
          autocapitalize="none"
        />
        <Failure error={error} />
        <div class="buttons">
          <Button type="submit" small busy={busy} disabled={!matches}>
            {text(busy ? 'me_deleting' : 'me_delete_submit')}
          </Button>
        </div>
      </form>
    </Disclosure>
  );
}

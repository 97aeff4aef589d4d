import { useState } from 'preact/hooks';
import { CodedError } from '../../contract/errors.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { useReturnedFocus } from '../../ui/controls/focus.ts';
import { Form } from '../../ui/controls/form.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { countText, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { useAccountSub } from './account-sub.ts';

/** Deletes the account. The person reads what will be deleted, and types the username to confirm. */
export function DeleteSection({ username, unsent }: { username: string; unsent: number }) {
  const [typed, setTyped] = useState<string | null>(null);
  const opener = useReturnedFocus<HTMLButtonElement>(typed !== null);
  const submission = useSubmission();
  const sub = useAccountSub();
  const submit = () => {
    if (typed?.trim() === username) void submission.run(() => deleteAccount(sub));
  };
  return (
    <section aria-labelledby="delete">
      <h2 id="delete">{text('delete_heading')}</h2>
      <p class="muted">{text('delete_lead')}</p>
      {typed === null ? (
        <Button small quiet buttonRef={opener} onClick={() => setTyped('')}>
          {text('delete_begin')}
        </Button>
      ) : (
        <Form submission={submission} onSubmit={submit}>
          {unsent > 0 && <p>{countText('account_unsent', unsent)}</p>}
          <TextField
            label={text('delete_type', username)}
            value={typed}
            onText={(value) => {
              submission.clear();
              setTyped(value);
            }}
            autocomplete="off"
            autocapitalize="none"
            focused
          />
          <div class="buttons">
            <Button
              type="submit"
              small
              grave
              busy={submission.busy}
              busyLabel={text('delete_busy')}
              disabled={typed.trim() !== username}
            >
              {text('delete_submit')}
            </Button>
            <Button small quiet onClick={() => setTyped(null)}>
              {text('cancel')}
            </Button>
          </div>
          <Failure error={submission.error} />
        </Form>
      )}
    </section>
  );
}

/** A large account takes longer than one call may. A repeated call continues the same deletion. */
async function deleteAccount(sub: string): Promise<void> {
  for (;;) {
    try {
      await call('ownAccount.delete', { sub });
      return;
    } catch (error) {
      if (!(error instanceof CodedError && error.code === 'timeout')) throw error;
    }
  }
}

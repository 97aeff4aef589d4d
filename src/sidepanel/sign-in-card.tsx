import type { EndReason } from '../contract/session.ts';
import { Button } from '../ui/button.tsx';
import { call } from '../ui/call.ts';
import { Note } from '../ui/note.tsx';
import { openPopup } from '../ui/surfaces.ts';
import { text } from '../ui/texts.ts';

/** What a guest sees in place of tasks. */
export function SignInCard({ ended }: { ended: EndReason | null }) {
  const addTask = () => {
    // Without the intent the sign-in still works, and the form is one click away.
    call('session.intend', { intent: 'addTask' }).catch(() => undefined);
    void openPopup();
  };
  return (
    <section class="sign-in-card">
      <Note tone="info">{text(ended ? `ended_${ended}` : 'guest_tasks')}</Note>
      <div class="buttons">
        <Button small onClick={() => void openPopup()}>
          {text('signIn_submit')}
        </Button>
        <Button small quiet onClick={addTask}>
          {text('tasks_add')}
        </Button>
      </div>
    </section>
  );
}

import type { EndReason } from '../contract/session.ts';
import { openPopup } from '../ui/browser/surfaces.ts';
import { Button } from '../ui/controls/button.tsx';
import { Note } from '../ui/controls/note.tsx';
import { text } from '../ui/i18n/texts.ts';
import { call } from '../ui/state/call.ts';

/** Replaces the tasks for a guest. */
export function SignInCard({ ended }: { ended: EndReason | null }) {
  const addTask = () => {
    // Without the intent the sign-in still works, and the form is one click away.
    call('session.setIntent', { intent: 'addTask' }).catch(() => undefined);
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

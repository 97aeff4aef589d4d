import browser from 'webextension-polyfill';
import { type LockTime, lockTimes } from '../../contract/account.ts';
import { Choice } from '../../ui/controls/choice.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { countText, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';

const permission = { permissions: ['idle' as const] };
const never = 'never';

/** Signs out on this device while nobody uses it. The `idle` permission is requested only then. */
export function IdleLock({ after, onChanged }: { after: LockTime | null; onChanged: () => void }) {
  const submission = useSubmission();
  const choose = (chosen: string) => {
    const minutes = lockTimes.find((time) => String(time) === chosen) ?? null;
    // Called directly in the event handler, before any `await`: the browser requires the user gesture.
    const allowed = minutes ? browser.permissions.request(permission) : Promise.resolve(true);
    void submission.run(async () => {
      if (await allowed) await call('ownAccount.lockAfter', { minutes });
      if (!minutes) await browser.permissions.remove(permission);
      onChanged();
    });
  };
  return (
    <>
      <Choice
        label={text('lock_label')}
        value={after ? String(after) : never}
        options={[
          [never, text('lock_never')],
          ...lockTimes.map((time) => [String(time), countText('lock_after', time)] as const),
        ]}
        onChoose={choose}
      />
      <Failure error={submission.error} />
    </>
  );
}

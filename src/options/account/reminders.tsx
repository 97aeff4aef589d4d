import { useEffect, useRef, useState } from 'preact/hooks';
import { type SafeError, toSafeError } from '../../contract/errors.ts';
import type { Notifications, Profile } from '../../contract/profile.ts';
import { call } from '../../ui/call.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Failure } from '../../ui/note.tsx';
import { text } from '../../ui/texts.ts';

/** After the last click, before it is saved, ms. */
const pause = 1000;

/** Which reminders the person wants on all their devices, and since when the terms are accepted. */
export function Reminders() {
  const [profile, setProfile] = useState<Profile | null>(null);
  const [error, setError] = useState<SafeError | null>(null);
  const [saved, setSaved] = useState(false);
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; save: () => Promise<void> } | null>(null);

  const load = () => {
    setError(null);
    call('profile.get').then(setProfile, (failure: unknown) => setError(toSafeError(failure)));
  };
  useEffect(() => {
    load();
    // Who leaves the page within the pause has chosen all the same.
    return () => void saveNow();
  }, []);

  async function saveNow(): Promise<void> {
    const due = waiting.current;
    if (!due) return;
    clearTimeout(due.timer);
    waiting.current = null;
    await due.save();
  }
  function choose(name: keyof Notifications, on: boolean): void {
    if (!profile) return;
    const notifications = { ...profile.notifications, [name]: on };
    setProfile({ ...profile, notifications });
    setSaved(false);
    setError(null);
    if (waiting.current) clearTimeout(waiting.current.timer);
    const save = () =>
      call('profile.notify', notifications).then(
        () => setSaved(true),
        (failure: unknown) => setError(toSafeError(failure)),
      );
    waiting.current = { save, timer: setTimeout(() => void saveNow(), pause) };
  }

  if (!profile) return <Failure error={error} onRetry={load} />;
  return (
    <div class="part">
      <h3>{text('me_reminders')}</h3>
      <Checkbox
        label={text('me_reminders_today')}
        checked={profile.notifications.dueToday}
        onChange={(on) => choose('dueToday', on)}
      />
      <Checkbox
        label={text('me_reminders_overdue')}
        checked={profile.notifications.overdue}
        onChange={(on) => choose('overdue', on)}
      />
      <p class="muted small-text" role="status">
        {saved ? text('me_saved') : ''}
      </p>
      <Failure error={error} />
      <p class="muted small-text">{text(profile.termsAccepted ? 'me_terms_accepted' : 'me_terms_open')}</p>
    </div>
  );
}

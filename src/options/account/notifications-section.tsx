import { useEffect, useState } from 'preact/hooks';
import { type SafeError, toSafeError } from '../../contract/errors.ts';
import type { Notifications, Profile } from '../../contract/profile-api.ts';
import { Checkbox } from '../../ui/controls/checkbox.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { useDebounced } from '../../ui/state/debounced.ts';
import { DeviceReminders } from './device-reminders.tsx';

/** Ms after the last change at which it is saved. */
const rest = 1000;
const reminders = ['dueToday', 'overdue'] as const;

/** Which reminders the person wants, on all their devices; and whether they have agreed to the terms. */
export function NotificationsSection() {
  const [profile, setProfile] = useState<Profile | null>(null);
  const [error, setError] = useState<SafeError | null>(null);
  const [asked, setAsked] = useState(0);
  const [turnedOn, setTurnedOn] = useState(false);
  const [state, setState] = useState<'saved' | 'waiting' | null>(null);
  useEffect(() => {
    let current = true;
    setError(null);
    call('profile.get').then(
      (value) => current && setProfile(value),
      (failure: unknown) => current && setError(toSafeError(failure)),
    );
    return () => {
      current = false;
    };
  }, [asked]);
  useDebounced(profile, rest, (rested) => {
    if (!rested || state !== 'waiting') return;
    call('profile.notify', rested.notifications).then(
      () => setState('saved'),
      (failure: unknown) => setError(toSafeError(failure)),
    );
  });
  const want = (part: Partial<Notifications>) => {
    if (!profile) return;
    setError(null);
    setState('waiting');
    setProfile({ ...profile, notifications: { ...profile.notifications, ...part } });
  };
  const none = profile !== null && !reminders.some((name) => profile.notifications[name]);
  // Who switches them on wants some; what is chosen already may be known later only.
  useEffect(() => {
    if (!turnedOn || !profile) return;
    setTurnedOn(false);
    if (none) want({ dueToday: true, overdue: true });
  }, [turnedOn, profile]);
  return (
    <section aria-labelledby="notifications">
      <h2 id="notifications">{text('notifications_heading')}</h2>
      {(profile || !error) &&
        reminders.map((name) => (
          <Checkbox
            key={name}
            label={text(`notifications_${name}`)}
            checked={profile?.notifications[name] ?? false}
            disabled={!profile}
            onChange={(on) => want({ [name]: on })}
          />
        ))}
      <p class="muted small-text line" role="status">
        {state && text(state === 'saved' ? 'saved' : 'saving')}
      </p>
      <DeviceReminders none={none} onTurned={setTurnedOn} />
      <p class="muted line">
        {profile && text(profile.termsAccepted ? 'notifications_terms' : 'notifications_no_terms')}
      </p>
      {/* A cloud without ProfileAPI keeps no row: this device reminds of all that is due. */}
      <Failure
        error={error?.code === 'notConfigured' ? null : error}
        onRetry={() => setAsked((times) => times + 1)}
      />
    </section>
  );
}

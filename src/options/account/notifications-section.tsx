import { useEffect, useRef, useState } from 'preact/hooks';
import { type SafeError, toSafeError } from '../../contract/errors.ts';
import type { Notifications, Profile } from '../../contract/profile-api.ts';
import { Checkbox } from '../../ui/controls/checkbox.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { useThrottledSend } from '../../ui/state/throttled-send.ts';
import { DeviceReminders } from './device-reminders.tsx';

/** Shortest time from one save to the next, ms. */
const saveEvery = 1000;
const reminders = ['dueToday', 'overdue'] as const;

/** The kinds of reminders that the person wants on all devices, and whether the terms were accepted. */
export function NotificationsSection() {
  const [profile, setProfile] = useState<Profile | null>(null);
  const [error, setError] = useState<SafeError | null>(null);
  const [asked, setAsked] = useState(0);
  const [turnedOn, setTurnedOn] = useState(false);
  const [state, setState] = useState<'saved' | 'saving' | null>(null);
  /** The server's values, and the person's wanted values. */
  const saved = useRef<Notifications | null>(null);
  const wanted = useRef<Notifications | null>(null);
  useEffect(() => {
    let current = true;
    setError(null);
    call('profile.get').then(
      (value) => {
        if (!current) return;
        saved.current = value.notifications;
        setProfile(value);
      },
      (failure: unknown) => current && setError(toSafeError(failure)),
    );
    return () => {
      current = false;
    };
  }, [asked]);
  useThrottledSend(profile?.notifications ?? null, saveEvery, async (now) => {
    if (!now || now === saved.current) return;
    try {
      await call('profile.notify', now);
      saved.current = now;
      // Choices made during the save are still to be saved.
      if (now === wanted.current) setState('saved');
    } catch (failure) {
      setError(toSafeError(failure));
    }
  });
  const want = (part: Partial<Notifications>) => {
    if (!profile) return;
    setError(null);
    setState('saving');
    wanted.current = { ...profile.notifications, ...part };
    setProfile({ ...profile, notifications: wanted.current });
  };
  const none = profile !== null && !reminders.some((name) => profile.notifications[name]);
  // A person who switches reminders on wants some. The profile may arrive later than the switch.
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
      {/* A cloud without ProfileAPI stores no choice: this device then shows every reminder. */}
      <Failure
        error={error?.code === 'notConfigured' ? null : error}
        onRetry={() => setAsked((times) => times + 1)}
      />
    </section>
  );
}

import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { type SafeError, toSafeError } from '../../contract/errors.ts';
import type { Reminders } from '../../contract/reminders.ts';
import { Checkbox } from '../../ui/controls/checkbox.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { Failure, Note } from '../../ui/controls/note.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';

const permission = { permissions: ['notifications' as const] };

interface Props {
  /** The person has chosen no kind of reminder. */
  none: boolean;
  /** Called after the reminders were switched on or off. */
  onTurned: (on: boolean) => void;
}

/** Whether this browser shows reminders, and its quiet hours. */
export function DeviceReminders({ none, onTurned }: Props) {
  const [reminders, setReminders] = useState<Reminders | null>(null);
  const [refused, setRefused] = useState(false);
  const [error, setError] = useState<SafeError | null>(null);
  const failed = (failure: unknown) => setError(toSafeError(failure));
  useEffect(() => {
    // The person may have revoked the permission in the browser's settings.
    Promise.all([call('reminders.get'), browser.permissions.contains(permission)]).then(
      ([kept, allowed]) => setReminders({ ...kept, on: kept.on && allowed }),
      failed,
    );
  }, []);

  function save(next: Reminders): void {
    setReminders(next);
    setError(null);
    call('reminders.set', next).catch(failed);
  }
  async function turn(on: boolean): Promise<void> {
    if (!reminders) return;
    // The request comes first: the browser requires the user gesture of the click.
    const allowed = !on || (await browser.permissions.request(permission));
    setRefused(!allowed);
    save({ ...reminders, on: on && allowed });
    onTurned(on && allowed);
  }

  if (!reminders && error) return <Failure error={error} />;
  // The controls are rendered before their values are known, so that nothing below them moves.
  return (
    <>
      <h3>{text('reminders_device')}</h3>
      <Checkbox
        label={text('reminders_on')}
        checked={reminders?.on ?? false}
        disabled={!reminders}
        onChange={(on) => void turn(on).catch(failed)}
      />
      {refused && <Note tone="info">{text('reminders_refused')}</Note>}
      {!reminders?.on && <p class="muted small-text">{text('reminders_off_hint')}</p>}
      {reminders?.on && none && <Note tone="info">{text('reminders_none')}</Note>}
      {reminders?.on && (
        <>
          <div class="times">
            <Time
              label={text('reminders_from')}
              value={reminders.from}
              onTime={(from) => save({ ...reminders, from })}
            />
            <Time
              label={text('reminders_to')}
              value={reminders.to}
              onTime={(to) => save({ ...reminders, to })}
            />
          </div>
          <p class="muted small-text">{text('reminders_hint')}</p>
        </>
      )}
      <Failure error={error} />
    </>
  );
}

/** A time of day. `onTime` is not called for an incomplete time. */
function Time({ label, value, onTime }: { label: string; value: string; onTime: (time: string) => void }) {
  return (
    <TextField label={label} type="time" required value={value} onText={(time) => time && onTime(time)} />
  );
}

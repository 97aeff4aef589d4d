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
  /** Nothing is chosen that they could be of. */
  none: boolean;
  /** They were switched on or off. */
  onTurned: (on: boolean) => void;
}

/** Whether this browser shows the reminders, and when it keeps quiet. */
export function DeviceReminders({ none, onTurned }: Props) {
  const [reminders, setReminders] = useState<Reminders | null>(null);
  const [refused, setRefused] = useState(false);
  const [error, setError] = useState<SafeError | null>(null);
  const failed = (failure: unknown) => setError(toSafeError(failure));
  useEffect(() => {
    // The permission may have been taken back in the browser's own pages.
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
    // Asked first of all: the browser wants to see the click that it comes from.
    const allowed = !on || (await browser.permissions.request(permission));
    setRefused(!allowed);
    save({ ...reminders, on: on && allowed });
    onTurned(on && allowed);
  }

  if (!reminders && error) return <Failure error={error} />;
  // What is not known yet has its place already: nothing below it moves when it is.
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

/** A time of day. One that is half typed is not told. */
function Time({ label, value, onTime }: { label: string; value: string; onTime: (time: string) => void }) {
  return (
    <TextField label={label} type="time" required value={value} onText={(time) => time && onTime(time)} />
  );
}

import browser from 'webextension-polyfill';
import type { SafeError } from '../contract/errors.ts';
import type { SessionView } from '../contract/session.ts';
import { Button } from '../ui/controls/button.tsx';
import { Mark } from '../ui/controls/icon.tsx';
import { Failure } from '../ui/controls/note.tsx';
import { text } from '../ui/i18n/texts.ts';
import { Skeleton } from './skeleton.tsx';

type Props = { session: SessionView | null; error: SafeError | null; onRetry: () => void };

/** Replaces the tabs until the background has answered, and while there is no usable configuration. */
export function NotReady({ session, error, onRetry }: Props) {
  if (!session) {
    if (!error) return <Skeleton rows={4} />;
    return (
      <main class="not-ready">
        <h1>{text('unreachable_heading')}</h1>
        <Failure error={error} onRetry={onRetry} />
      </main>
    );
  }
  const fault = session.fault?.code === 'notConfigured' ? null : session.fault;
  return (
    <main class="not-ready">
      <Mark size={40} />
      <h1>{text(fault ? 'not_configured_fault_heading' : 'not_configured_heading')}</h1>
      {fault ? <Failure error={fault} /> : <p class="muted">{text('not_configured_text')}</p>}
      <Button small onClick={() => void browser.runtime.openOptionsPage()}>
        {text('open_options')}
      </Button>
    </main>
  );
}

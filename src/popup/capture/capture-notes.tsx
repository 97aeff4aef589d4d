import { useEffect, useState } from 'preact/hooks';
import type { Captured } from '../../contract/capture.ts';
import type { SessionView } from '../../contract/session.ts';
import { Note } from '../../ui/controls/note.tsx';
import { sentence, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';

/** Called with the result of a capture; null clears it. */
export type Made = (captured: Captured | null) => void;

/** The result of a capture, with its undo. */
export function CaptureNote({ captured, onUndone }: { captured: Captured; onUndone: () => void }) {
  if (captured.how === 'failed')
    return <Note tone="bad">{text('capture_failed', captured.name, sentence(captured.error))}</Note>;
  const { how, name, taskId } = captured;
  // If the undo fails, the task is still there, and so is its note.
  const undo = () => call('capture.undo', { taskId }).then(onUndone, () => undefined);
  return (
    <Note tone={how === 'waiting' ? 'info' : 'good'}>
      <span>
        {how === 'made' && text('task_created', name)}
        {how === 'known' && text('capture_known', name)}
        {how === 'waiting' && text('capture_waiting', name)}
      </span>
      {how !== 'known' && (
        <button type="button" class="link" onClick={() => void undo()}>
          {text('undo')}
        </button>
      )}
    </Note>
  );
}

/** Captures that could not be confirmed on their page, and those that wait for a sign-in. */
export function CaptureNotes({ session }: { session: SessionView }) {
  const [notices, setNotices] = useState<Captured[]>([]);
  useEffect(() => {
    let current = true;
    // If this fails, no notes are shown. The captures are kept.
    call('capture.notices').then(
      (notices) => {
        if (!current) return;
        setNotices(notices);
        if (notices.some(({ how }) => how !== 'waiting')) call('capture.seen').catch(() => undefined);
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [session.epoch]);
  return notices.map((captured, at) => (
    <CaptureNote
      key={'taskId' in captured ? captured.taskId : at}
      captured={captured}
      onUndone={() => setNotices((all) => all.filter((one) => one !== captured))}
    />
  ));
}

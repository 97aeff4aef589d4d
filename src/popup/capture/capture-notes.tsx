import { useEffect, useState } from 'preact/hooks';
import type { Captured } from '../../contract/capture.ts';
import type { SessionView } from '../../contract/session.ts';
import { Note } from '../../ui/controls/note.tsx';
import { sentence, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';

/** Told what became of a capture; null clears that. */
export type Made = (captured: Captured | null) => void;

/** What became of a capture, and the way back. */
export function CaptureNote({ captured, onUndone }: { captured: Captured; onUndone: () => void }) {
  if (captured.how === 'failed')
    return <Note tone="bad">{text('capture_failed', captured.name, sentence(captured.error))}</Note>;
  const { how, name, taskId } = captured;
  // What could not be taken back is still there, and so is its note.
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

/** Captures that could not be confirmed where they were made, and those that wait for somebody to sign in. */
export function CaptureNotes({ session }: { session: SessionView }) {
  const [notices, setNotices] = useState<Captured[]>([]);
  useEffect(() => {
    let current = true;
    // Without an answer nothing is told; what was captured is kept all the same.
    call('capture.notices').then(
      (told) => {
        if (!current) return;
        setNotices(told);
        if (told.some(({ how }) => how !== 'waiting')) call('capture.seen').catch(() => undefined);
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

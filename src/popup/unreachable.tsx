import type { SafeError } from '../contract/errors.ts';
import { Button } from '../ui/controls/button.tsx';
import { Failure } from '../ui/controls/note.tsx';
import { text } from '../ui/i18n/texts.ts';
import { Frame } from './frame.tsx';

/** Shown if the background does not answer at all. */
export function Unreachable({ error, onRetry }: { error: SafeError; onRetry: () => void }) {
  return (
    <Frame>
      <h1>{text('unreachable_heading')}</h1>
      <Failure error={error} />
      <Button onClick={onRetry}>{text('retry')}</Button>
    </Frame>
  );
}

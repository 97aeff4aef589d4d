import type { ComponentChildren } from 'preact';
import type { SafeError } from '../../contract/errors.ts';
import { sentence, text } from '../i18n/texts.ts';

/** An important sentence. A bad one interrupts a screen reader; the others are read after the current text. */
export function Note({ tone, children }: { tone: 'good' | 'bad' | 'info'; children: ComponentChildren }) {
  return (
    <div class={`note ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}

/** An error with a button to try again, if there is one. Renders nothing without an error. */
export function Failure({ error, onRetry }: { error: SafeError | null; onRetry?: () => void }) {
  if (!error) return null;
  return (
    <Note tone="bad">
      <span>{sentence(error)}</span>
      {onRetry && (
        <button type="button" class="link" onClick={onRetry}>
          {text('retry')}
        </button>
      )}
    </Note>
  );
}

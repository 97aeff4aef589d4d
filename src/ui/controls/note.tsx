import type { ComponentChildren } from 'preact';
import type { SafeError } from '../../contract/errors.ts';
import { sentence, text } from '../i18n/texts.ts';

/** A sentence that matters; a bad one interrupts a screen reader, the others wait their turn. */
export function Note({ tone, children }: { tone: 'good' | 'bad' | 'info'; children: ComponentChildren }) {
  return (
    <div class={`note ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}

/** What went wrong, and a way to try again where there is one. Nothing where nothing went wrong. */
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

import { openPopup } from '../ui/browser/surfaces.ts';
import { Note } from '../ui/controls/note.tsx';
import { text } from '../ui/i18n/texts.ts';

/** Why nothing is sent, and the way to change that. */
export function TermsNote() {
  return (
    <div class="banner">
      <Note tone="info">
        <span>{text('terms_note')}</span>
        <button type="button" class="link" onClick={() => void openPopup()}>
          {text('terms_open')}
        </button>
      </Note>
    </div>
  );
}

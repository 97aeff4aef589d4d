import { openPopup } from '../ui/browser/surfaces.ts';
import { Note } from '../ui/controls/note.tsx';
import { text } from '../ui/i18n/texts.ts';

/** Says that nothing is sent before the terms are agreed to, and links to them. */
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

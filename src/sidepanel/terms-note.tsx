import { Note } from '../ui/note.tsx';
import { openPopup } from '../ui/surfaces.ts';
import { text } from '../ui/texts.ts';

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

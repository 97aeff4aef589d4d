import { text, textWithElement } from '../../ui/i18n/texts.ts';

interface Props {
  /** Masked by the user pool. */
  destination: string;
  /** The text about the code's purpose, around the username. */
  purpose: 'confirm_for' | 'reset_for';
  username: string;
  onOther: () => void;
}

/** Says where a code was sent, and for which username. */
export function Sent({ destination, purpose, username, onOther }: Props) {
  return (
    <div class="sent">
      {destination && <p class="muted">{textWithElement('confirm_sent', <b>{destination}</b>)}</p>}
      <p class="muted small-text row">
        <span>{textWithElement(purpose, <b>{username}</b>)}</span>
        <button type="button" class="link" onClick={onOther}>
          {text('confirm_other')}
        </button>
      </p>
    </div>
  );
}

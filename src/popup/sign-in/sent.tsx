import { text, textAround } from '../../ui/i18n/texts.ts';

interface Props {
  /** Masked by the user pool. */
  destination: string;
  /** What the code is for, around the username. */
  purpose: 'confirm_for' | 'reset_for';
  username: string;
  onOther: () => void;
}

/** Where a code went, and for whom. */
export function Sent({ destination, purpose, username, onOther }: Props) {
  return (
    <div class="sent">
      {destination && <p class="muted">{textAround('confirm_sent', <b>{destination}</b>)}</p>}
      <p class="muted small-text row">
        <span>{textAround(purpose, <b>{username}</b>)}</span>
        <button type="button" class="link" onClick={onOther}>
          {text('confirm_other')}
        </button>
      </p>
    </div>
  );
}

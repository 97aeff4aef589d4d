import type { ButtonHTMLAttributes, ComponentChildren, Ref } from 'preact';

type Props = {
  children: ComponentChildren;
  /** The action is running. The button is not disabled, so that it keeps the focus; a second press must do nothing. */
  busy?: boolean;
  /** The label while the action runs. The button reserves room for it, so it does not grow. */
  busyLabel?: string;
  quiet?: boolean;
  small?: boolean;
  /** The action cannot be undone. */
  grave?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
} & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'size'>;

export function Button({
  children,
  busy = false,
  busyLabel,
  quiet,
  small,
  grave,
  buttonRef,
  disabled,
  type = 'button',
  ...rest
}: Props) {
  const classes = ['button', quiet && 'quiet', small && 'small', grave && 'grave'].filter(Boolean).join(' ');
  return (
    <button
      {...rest}
      ref={buttonRef ?? null}
      type={type}
      class={classes}
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
    >
      {busyLabel ? (
        <span class="labels">
          <span class={busy ? 'unseen' : ''}>{children}</span>
          <span class={busy ? '' : 'unseen'}>
            <span class="spinner" />
            {busyLabel}
          </span>
        </span>
      ) : (
        <>
          {busy && <span class="spinner" />}
          <span class="label">{children}</span>
        </>
      )}
    </button>
  );
}

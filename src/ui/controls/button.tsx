import type { ButtonHTMLAttributes, ComponentChildren, Ref } from 'preact';

type Props = {
  children: ComponentChildren;
  /** Under way. The button keeps the focus, so it is not disabled: a second press has to do nothing by itself. */
  busy?: boolean;
  /** What it says meanwhile; room for it is there before, so that the button does not grow. */
  busyLabel?: string;
  quiet?: boolean;
  small?: boolean;
  /** There is no way back from it. */
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

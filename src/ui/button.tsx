import type { ButtonHTMLAttributes, ComponentChildren, Ref } from 'preact';

type Props = {
  children: ComponentChildren;
  /** Under way. The button keeps the focus, so it is not disabled: a second press has to do nothing by itself. */
  busy?: boolean;
  quiet?: boolean;
  small?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
} & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'size'>;

export function Button({
  children,
  busy = false,
  quiet,
  small,
  buttonRef,
  disabled,
  type = 'button',
  ...rest
}: Props) {
  const classes = ['button', quiet && 'quiet', small && 'small'].filter(Boolean).join(' ');
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
      {busy && <span class="spinner" />}
      {children}
    </button>
  );
}

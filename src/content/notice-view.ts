import { button, element } from './element.ts';
import { text } from './environment.ts';
import type { Notice } from './notice.ts';
import { secret } from './secret.ts';

export interface NoticeActions {
  signIn(): void;
  undo(undo: NonNullable<Notice['undo']>): void;
}

/** The notice's text, and the buttons that belong to it. */
export function noticeParts(notice: Notice, actions: NoticeActions): HTMLElement[] {
  const link = (key: string, label: string, press: () => void) =>
    button(key, { class: 'link' }, [label], press);
  const { undo } = notice;
  return [
    secret(notice.text),
    element(
      'span',
      { class: 'links' },
      notice.signIn ? link('sign-in', text('signIn_submit'), actions.signIn) : null,
      undo ? link('undo', text('undo'), () => actions.undo(undo)) : null,
    ),
  ];
}

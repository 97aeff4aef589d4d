import { direction } from '../ui/i18n/language.ts';
import { button, element } from './element.ts';
import { language, text } from './environment.ts';
import type { Notice, Wording } from './notice.ts';
import { painted } from './paint/painted.ts';
import { heightOf, paintParagraphs } from './paint/paragraphs.ts';

export interface NoticeActions {
  signIn(): void;
  undo(undo: NonNullable<Notice['undo']>): void;
}

/** Lines that there is room for: what went wrong is told at greater length. */
const lines = { good: 2, bad: 4 };

/** The notice's text, and the buttons that belong to it. */
export function noticeParts(notice: Notice, actions: NoticeActions): HTMLElement[] {
  const link = (key: string, label: string, press: () => void) =>
    button(key, { class: 'link' }, [label], press);
  const { undo } = notice;
  return [
    paintedText(notice, lines[notice.tone]),
    element(
      'span',
      { class: 'links' },
      notice.signIn ? link('sign-in', text('signIn_submit'), actions.signIn) : null,
      undo ? link('undo', text('undo'), () => actions.undo(undo)) : null,
    ),
  ];
}

function paintedText({ said, seen }: Wording, most: number): HTMLElement {
  const paragraph = { text: seen, weight: 400, size: 13, most } as const;
  return painted(heightOf([paragraph]), said, paintParagraphs([paragraph], direction(language())));
}

import type { PageTask } from '../contract/operations.ts';
import { localDay } from '../domain/day.ts';
import { noProject } from '../domain/task.ts';
import { direction } from '../ui/i18n/language.ts';
import { dueWording, sayDay } from '../ui/tasks/due-wording.ts';
import type { CardState } from './card-state.ts';
import { button, element, strokes } from './element.ts';
import { isConnected, language, sentence, text } from './environment.ts';
import type { Notice } from './notice.ts';
import { type NoticeActions, noticeParts } from './notice-view.ts';
import { painted, paintIn, said } from './paint/painted.ts';
import { heightOf, type Paragraph, paintParagraphs } from './paint/paragraphs.ts';
import { check, cross, mark } from './pictures.ts';

export interface CardActions extends NoticeActions {
  complete(task: PageTask): void;
  makeTask(): void;
  close(): void;
}

export interface CardView {
  element: HTMLElement;
  /**
   * To be drawn again where its looks have changed.
   *
   * @param state null where only the notice is shown
   * @param notice is said aloud once, however often it is drawn
   * @param isKept the page keeps it from being used, which is said in it
   */
  draw(state: CardState | null, notice: Notice | null, busy: boolean, isKept: boolean): void;
}

/** The card itself: made once, so that screen readers hear the changes in it. */
export function createCardView(actions: CardActions): CardView {
  const lang = language();
  const body = element('div', { class: 'body' });
  const status = element('p', { class: 'notice', role: 'status' });
  const kept = element('p', { class: 'bad' }, text('card_kept'));
  const card = element(
    'section',
    { class: 'card', lang, dir: direction(lang), 'aria-label': text('card_label'), tabindex: '-1' },
    element(
      'header',
      {},
      element('span', { class: 'mark' }, strokes(20, mark, 24)),
      element('h2', {}, text('card_heading')),
      button('close', { class: 'icon', 'aria-label': text('close') }, [strokes(18, cross)], actions.close),
    ),
    body,
    status,
  );
  let lastNotice: Notice | null = null;
  return {
    element: card,
    draw(state, notice, busy, isKept) {
      card.setAttribute('aria-busy', String(busy));
      card.classList.toggle('toast', !state);
      if (isKept) card.append(kept);
      else kept.remove();
      body.replaceChildren(...(state ? drawState(state, busy, actions) : []));
      if (notice !== lastNotice) {
        lastNotice = notice;
        status.className = `notice ${notice?.tone ?? ''}`;
        status.replaceChildren(...(notice ? noticeParts(notice, actions) : []));
      }
      paintIn(card);
    },
  };
}

function drawState(state: CardState, busy: boolean, actions: CardActions): HTMLElement[] {
  const say = (message: string) => [element('p', { class: 'quiet' }, message)];
  const make = () =>
    button('make', { class: 'make' }, [text(busy ? 'card_busy' : 'card_make')], actions.makeTask);
  if (!isConnected()) return say(text('card_stale'));
  switch (state.kind) {
    case 'loading':
      return say(text('loading'));
    case 'guest':
      return [
        ...say(text('guest_tasks')),
        button('sign-in', { class: 'make' }, [text('signIn_submit')], actions.signIn),
      ];
    case 'notConfigured':
      return say(text('card_not_configured'));
    case 'failed':
      // A task is made without the list as well.
      return [element('p', { class: 'bad', role: 'alert' }, sentence(state.error)), make()];
    case 'tasks':
      return [
        state.tasks.length > 0
          ? element('ul', {}, ...state.tasks.map((task) => drawTask(task, actions)))
          : element('p', { class: 'quiet' }, text('card_none')),
        make(),
      ];
  }
}

function drawTask(task: PageTask, actions: CardActions): HTMLLIElement {
  const { name, completed } = task;
  const meta = [projectOf(task), dueOf(task)].filter(Boolean).join(' · ');
  const circle = element('span', { class: 'circle' }, completed && strokes(14, check));
  const lines: Paragraph[] = [
    { text: name, weight: 500, size: 14, most: 2, struck: completed },
    { text: meta, weight: 400, size: 12, most: 1, quiet: true },
  ];
  const shown = meta ? lines : lines.slice(0, 1);
  return element(
    'li',
    { class: completed ? 'done' : '' },
    completed
      ? element('span', { class: 'check' }, circle)
      : button(task.taskId, { class: 'check' }, [circle, said(text('task_complete', name))], () =>
          actions.complete(task),
        ),
    // As high without a second paragraph: no size is to tell what is said.
    painted(heightOf(lines), name, paintParagraphs(shown, direction(language()))),
    meta ? said(meta) : null,
  );
}

function projectOf({ project }: PageTask): string {
  return project === noProject ? '' : project;
}

/** When the task is due, in words; empty where it is completed or has no day. */
function dueOf(task: PageTask): string {
  if (task.completed || !task.due) return '';
  const words = {
    today: text('due_today'),
    tomorrow: text('due_tomorrow'),
    yesterday: text('due_yesterday'),
    last: (weekday: string) => text('due_last_weekday', weekday),
  };
  return sayDay(dueWording(task.due, localDay(Date.now())), words, language());
}

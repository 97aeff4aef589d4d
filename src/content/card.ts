import { toSafeError } from '../contract/errors.ts';
import type { PagePush } from '../contract/push.ts';
import styles from './card.css?inline';
import { type CardState, readState, stateWithoutTasks } from './card-state.ts';
import { type CardActions, createCardView } from './card-view.ts';
import { keyOf } from './element.ts';
import { call, isConnected, onPush, sentence, text } from './environment.ts';
import { onNewAddress } from './new-address.ts';
import { type Notice, noticeOf } from './notice.ts';
import { makeShadow } from './shadow.ts';
import { type Card, world } from './world.ts';

/** Ms that a toast stays. */
const shownFor = 8_000;

/** The tasks that belong to this page, on a card in its corner that the page can't read or press. */
export function createCard(): Card {
  const { host, root } = makeShadow(styles);
  let state: CardState = { kind: 'loading' };
  let notice: Notice | null = null;
  let busy = false;
  /** Only the notice is shown, for a while. */
  let isToast = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** An answer is shown only while it is the newest. */
  let asked = 0;
  /** What of the page had the focus before the card. */
  let hadFocus: Element | null = null;
  /** Raised whenever an account is left. */
  let accounts = 0;

  function draw(): void {
    const focused = keyOf(root.activeElement);
    view.draw(isToast ? null : state, notice, busy);
    if (focused)
      for (const key of [focused, 'undo', 'close'])
        if (focusOn([...root.querySelectorAll('button')].find((one) => keyOf(one) === key))) break;
  }

  async function refresh(): Promise<void> {
    if (isToast) return;
    const mine = ++asked;
    const answer = await readState(call);
    if (mine !== asked) return;
    // Its site was revoked: it has no business here any more.
    if (answer.kind === 'failed' && answer.error.code === 'forbidden') return actions.close();
    state = answer;
    draw();
  }

  /** What belonged to an account goes at once, and what is still on its way to it is not shown. */
  function leave(next: CardState): void {
    state = next;
    notice = null;
    asked++;
    accounts++;
    draw();
  }

  /** One action at a time; what it did, or why it could not, is said on the card. */
  async function act(work: () => Promise<Notice | null>): Promise<void> {
    if (busy) return;
    const account = accounts;
    busy = true;
    notice = null;
    draw();
    const outcome = await work().catch(
      (error: unknown): Notice => ({ tone: 'bad', text: sentence(toSafeError(error)) }),
    );
    if (account === accounts) notice = outcome;
    busy = false;
    draw();
    lapse();
    // The list may take its time, where the cloud has never told it: what was done is said, and undone, without it.
    await refresh();
  }

  const actions: CardActions = {
    complete: ({ taskId, name }) =>
      void act(async () => {
        const completed = await call('page.complete', { taskId });
        if (state.kind === 'tasks')
          state = {
            kind: 'tasks',
            tasks: state.tasks.map((one) => (one.taskId === taskId ? completed : one)),
          };
        const undo = { taskId, said: text('task_reopened', name) };
        return { tone: 'good', text: text('task_completed', name), undo };
      }),
    makeTask: () => void act(async () => noticeOf(await call('page.createTask'))),
    undo: ({ taskId, said }) =>
      void act(async () => {
        await call('page.undo', { taskId });
        return { tone: 'good', text: said };
      }),
    signIn: () =>
      void act(async () => {
        await call('page.signIn');
        return null;
      }),
    close() {
      clearTimeout(timer);
      if (!host.isConnected) return;
      const hasFocus = root.activeElement !== null;
      host.remove();
      // Back to where it came from: a part of the page, or the marker.
      const from =
        hasFocus && hadFocus instanceof HTMLElement && hadFocus !== document.body ? hadFocus : null;
      if (from?.isConnected) from.focus();
      world.countersignMarker?.refresh(hasFocus && !from?.isConnected);
      hadFocus = null;
      // From here on this page has nothing to ask; should the background not hear of it, nobody asks all the same.
      call('page.leave').catch(() => undefined);
    },
  };

  const view = createCardView(actions);
  root.append(view.element);

  /** @param said what the card or, where there is none, the toast has to say */
  function show(said: Notice | null): void {
    const isNew = !host.isConnected;
    if (isNew || !said) isToast = said !== null;
    if (isNew) document.documentElement.append(host);
    notice = isNew ? null : said;
    draw();
    if (isNew) rise(view.element);
    // Whoever asks for the card wants to use it, with the keyboard too; a notice takes nobody's place.
    if (!said && !root.activeElement) {
      hadFocus = document.activeElement;
      view.element.focus();
    }
    world.countersignMarker?.refresh();
    // Screen readers hear what comes into a region that was there before.
    if (isNew && said)
      setTimeout(() => {
        notice = said;
        draw();
      }, 50);
    lapse();
    void refresh();
  }

  /** A toast goes by itself, unless the pointer or the focus is on it, or nobody sees the page. */
  function lapse(): void {
    clearTimeout(timer);
    if (!isToast) return;
    timer = setTimeout(() => {
      if (busy || document.hidden || view.element.matches(':hover, :focus-within')) lapse();
      else actions.close();
    }, shownFor);
  }

  onPush((push: PagePush) => {
    if (push.kind === 'card') return show(null);
    if (push.kind === 'captured') return show(noticeOf(push.captured));
    const without = push.kind === 'session' && stateWithoutTasks(push.session);
    // What waits for somebody to sign in is nobody's yet.
    if (without && !notice?.signIn) {
      if (isToast) actions.close();
      leave(without);
    }
    if (host.isConnected) void refresh();
  });
  onNewAddress(() => {
    if (host.isConnected) void refresh();
  });
  document.addEventListener('visibilitychange', (event) => {
    if (!event.isTrusted || !host.isConnected || document.hidden) return;
    lapse(); // a toast is there for all of its time when somebody comes back to it
    if (isConnected()) void refresh();
  });
  // A page that comes back out of the back/forward cache comes without the card.
  addEventListener('pagehide', (event) => {
    if (event.isTrusted) actions.close();
  });
  root.addEventListener('keydown', (event) => {
    if (event.isTrusted && event instanceof KeyboardEvent && event.key === 'Escape') actions.close();
  });

  return { close: actions.close, isConnected, isShown: () => host.isConnected };
}

/** @returns whether it is there and took the focus */
function focusOn(found: HTMLElement | undefined): boolean {
  found?.focus();
  return found !== undefined;
}

/** Lets the card come up, for those who like things to move. */
function rise(card: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  card.animate([{ opacity: 0, translate: '0 8px' }, {}], { duration: 160, easing: 'ease-out' });
}

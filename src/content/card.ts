import { toSafeError } from '../contract/errors.ts';
import type { PagePush } from '../contract/push.ts';
import styles from './card.css?inline';
import { type CardState, readState, stateWithoutTasks } from './card-state.ts';
import { type CardActions, createCardView } from './card-view.ts';
import { keyOf } from './element.ts';
import { call, isConnected, onPush, sentence } from './environment.ts';
import { onNewAddress } from './new-address.ts';
import { about, type Notice, noticeOf, plain } from './notice.ts';
import { focusOn, ofDocument } from './page.ts';
import { onOtherLooks } from './paint/painted.ts';
import { parsed } from './place/settled.ts';
import { createStill } from './place/still.ts';
import { makeShadow } from './shadow.ts';
import { type Card, world } from './world.ts';

/** Ms that a toast stays. */
const shownFor = 8_000;

/** The tasks that belong to this page, on a card in its corner that the page can't read or press. */
export function createCard(): Card {
  const shadow = makeShadow(styles);
  const { root, place } = shadow;
  let state: CardState = { kind: 'loading' };
  let notice: Notice | null = null;
  let busy = false;
  /** The page keeps the card from being used. */
  let isKept = false;
  /** Only the notice is shown, for a while. */
  let isToast = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** An answer is shown only while it is the newest. */
  let asked = 0;
  /** What of the page had the focus before the card. */
  let hadFocus: HTMLElement | null = null;
  /** Raised whenever an account is left. */
  let accounts = 0;

  function draw(): void {
    const focused = keyOf(root.activeElement);
    still.around(() => view.draw(isToast ? null : state, notice, busy, isKept));
    if (!focused) return;
    const buttons = [...root.querySelectorAll('button')];
    const keys = [focused, 'undo', 'close'].map((key) => buttons.find((one) => keyOf(one) === key));
    keys.find(Boolean)?.focus();
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

  function tellKept(now: boolean): void {
    if (now === isKept) return;
    isKept = now;
    draw();
  }

  /**
   * One action at a time, where the person saw what they pressed; what it did, or why it could not, is said on the card.
   */
  async function act(work: () => Promise<Notice | null>): Promise<void> {
    if (busy || !(await still.isSo()) || busy) return;
    const account = accounts;
    busy = true;
    notice = null;
    draw();
    const outcome = await work().catch(
      (error: unknown): Notice => ({ tone: 'bad', ...plain(sentence(toSafeError(error))) }),
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
        const undo = { taskId, done: about('task_reopened', name) };
        return { tone: 'good', ...about('task_completed', name), undo };
      }),
    makeTask: () => void act(async () => noticeOf(await call('page.createTask'))),
    undo: ({ taskId, done }) =>
      void act(async () => {
        await call('page.undo', { taskId });
        return { tone: 'good', ...done };
      }),
    signIn: () =>
      void act(async () => {
        await call('page.signIn');
        return null;
      }),
    close() {
      clearTimeout(timer);
      if (!place.isShown()) return;
      const hasFocus = root.activeElement !== null;
      place.hide();
      still.stop();
      // Back to where it came from: a part of the page, or the marker.
      const from = hasFocus && hadFocus?.isConnected ? hadFocus : null;
      if (from) focusOn(from);
      world.marker?.refresh(hasFocus && !from);
      hadFocus = null;
      // From here on this page has nothing to ask; should the background not hear of it, nobody asks all the same.
      call('page.leave').catch(() => undefined);
    },
  };

  let { view, still } = make();

  /** Each time it comes, it is made anew: whatever a page has done to the last one is gone with that. */
  function make() {
    const view = createCardView(actions);
    shadow.fill(view.element);
    return { view, still: createStill(view.element, shadow, tellKept) };
  }

  /** @param said what the card or, where there is none, the toast has to say */
  async function show(said: Notice | null): Promise<void> {
    await parsed();
    const isNew = !place.isShown();
    if (isNew || !said) isToast = said !== null;
    const active = ofDocument('activeElement');
    if (isNew) ({ view, still } = make());
    place.show();
    notice = isNew ? null : said;
    draw();
    if (isNew) still.start();
    // Whoever asks for the card wants to use it, with the keyboard too; a notice takes nobody's place.
    if (!said && !root.activeElement) {
      hadFocus = active instanceof HTMLElement && active !== ofDocument('body') ? active : null;
      view.element.focus();
    }
    world.marker?.refresh();
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
      if (busy || ofDocument('hidden') || view.element.matches(':hover, :focus-within')) lapse();
      else actions.close();
    }, shownFor);
  }

  onPush((push: PagePush) => {
    if (push.kind === 'card') return void show(null);
    if (push.kind === 'captured') return void show(noticeOf(push.captured));
    const without = push.kind === 'session' && stateWithoutTasks(push.session);
    // What waits for somebody to sign in is nobody's yet.
    if (without && !notice?.signIn) {
      if (isToast) actions.close();
      leave(without);
    }
    if (place.isShown()) void refresh();
  });
  onNewAddress(() => {
    if (place.isShown()) void refresh();
  });
  addEventListener('visibilitychange', (event) => {
    if (!event.isTrusted || !place.isShown() || ofDocument('hidden')) return;
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

  onOtherLooks(() => {
    if (place.isShown()) draw();
  });

  return { close: actions.close, isConnected, isShown: place.isShown };
}

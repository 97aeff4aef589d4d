import { toSafeError } from '../contract/errors.ts';
import type { PagePush } from '../contract/push.ts';
import { type CardState, readState, stateWithoutTasks } from './card-state.ts';
import { type CardActions, createCardView, type Notice } from './card-view.ts';
import { makeShadow } from './shadow.ts';
import { call, isConnected, onPush, sentence, text } from './surroundings.ts';

export interface Card {
  show(): void;
  close(): void;
  /** Whether the background can still hear this card. */
  isConnected(): boolean;
}

/** The tasks that belong to this page, on a card in its corner that the page can't read or press. */
export function createCard(): Card {
  const { host, root } = makeShadow();
  let state: CardState = { kind: 'loading' };
  let notice: Notice | null = null;
  let busy = false;
  /** An answer is shown only while it is the newest. */
  let asked = 0;
  /** Raised whenever an account is left. */
  let accounts = 0;

  function draw(): void {
    const focused = root.activeElement?.getAttribute('data-key');
    view.draw(state, notice, busy);
    if (focused) root.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
  }

  async function refresh(): Promise<void> {
    const mine = ++asked;
    const answer = await readState(call);
    if (mine !== asked) return;
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
  async function act(work: () => Promise<string>): Promise<void> {
    if (busy) return;
    const account = accounts;
    busy = true;
    notice = null;
    draw();
    const outcome = await work().then(
      (done): Notice => ({ tone: 'good', text: done }),
      (error: unknown): Notice => ({ tone: 'bad', text: sentence(toSafeError(error)) }),
    );
    if (account === accounts) notice = outcome;
    await refresh();
    busy = false;
    draw();
  }

  const actions: CardActions = {
    complete: ({ taskId, name }) =>
      void act(async () => {
        await call('page.complete', { taskId });
        return text('task_completed', name);
      }),
    makeTask: () =>
      void act(async () => {
        const task = await call('page.createTask');
        return text('task_created', task.name);
      }),
    close() {
      host.remove();
      // From here on this page has nothing to ask; should the background not hear of it, nobody asks all the same.
      call('page.leave').catch(() => undefined);
    },
  };

  const view = createCardView(actions);
  root.append(view.element);

  function show(): void {
    const isNew = !host.isConnected;
    if (isNew) document.documentElement.append(host);
    notice = null;
    draw();
    if (isNew) rise(view.element);
    void refresh();
  }

  onPush((push: PagePush) => {
    if (push.kind === 'card') return show();
    const without = push.kind === 'session' && stateWithoutTasks(push.session);
    if (without) leave(without);
    if (host.isConnected) void refresh();
  });
  // A page that comes back out of the back/forward cache comes without the card.
  addEventListener('pagehide', (event) => {
    if (event.isTrusted && host.isConnected) actions.close();
  });
  root.addEventListener('keydown', (event) => {
    if (event.isTrusted && event instanceof KeyboardEvent && event.key === 'Escape') actions.close();
  });

  return { show, close: actions.close, isConnected };
}

/** Lets the card come up, for those who like things to move. */
function rise(card: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  card.animate([{ opacity: 0, translate: '0 8px' }, {}], { duration: 160, easing: 'ease-out' });
}

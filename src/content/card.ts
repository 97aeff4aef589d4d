import { toSafeError } from '../contract/errors.ts';
import type { PagePush } from '../contract/push.ts';
import { type CardState, readState, stateWithoutTasks } from './card-state.ts';
import { type CardActions, drawCard } from './card-view.ts';
import { makeShadow } from './shadow.ts';
import { call, isConnected, onPush, text } from './surroundings.ts';

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
  let notice = '';
  let busy = false;
  /** An answer is shown only while it is the newest. */
  let asked = 0;
  let shown: HTMLElement | null = null;

  function draw(): void {
    const focused = root.activeElement?.getAttribute('data-key');
    const next = drawCard(state, notice, busy, actions);
    if (shown) shown.replaceWith(next);
    else root.append(next);
    shown = next;
    if (focused) root.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
  }

  async function refresh(): Promise<void> {
    const mine = ++asked;
    const answer = await readState(call);
    if (mine !== asked) return;
    state = answer;
    draw();
  }

  function leave(next: CardState | null): void {
    if (!next) return;
    state = next;
    notice = '';
    asked++;
    draw();
  }

  /** One action at a time; what it did, or why it could not, is said on the card. */
  async function act(work: () => Promise<string>): Promise<void> {
    if (busy) return;
    busy = true;
    notice = '';
    draw();
    try {
      notice = await work();
      await refresh();
    } catch (error) {
      state = { kind: 'failed', error: toSafeError(error) };
    } finally {
      busy = false;
      draw();
    }
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
      // From here on this page has nothing to ask; a background that is away forgets the tab by itself.
      call('page.leave').catch(() => undefined);
    },
  };

  function show(): void {
    const isNew = !host.isConnected;
    if (isNew) document.documentElement.append(host);
    notice = '';
    draw();
    if (isNew) rise(shown);
    void refresh();
  }

  onPush((push: PagePush) => {
    if (push.kind === 'card') return show();
    // What belonged to an account goes at once, before anything is asked.
    if (push.kind === 'session') leave(stateWithoutTasks(push.session));
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
function rise(card: HTMLElement | null): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  card?.animate([{ opacity: 0, translate: '0 8px' }, {}], { duration: 160, easing: 'ease-out' });
}

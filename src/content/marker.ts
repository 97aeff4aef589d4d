import { button, element, strokes } from './element.ts';
import { call, isConnected, language, onPush, text } from './environment.ts';
import styles from './marker.css?inline';
import { onNewAddress } from './new-address.ts';
import { ofDocument } from './page.ts';
import { family, inkOf, onOtherLooks, type Paint, painted, paintIn } from './paint/painted.ts';
import { mark } from './pictures.ts';
import { settled } from './place/settled.ts';
import { makeShadow } from './shadow.ts';
import { type Marker, world } from './world.ts';

/** The number is as wide whatever it is: more than this are "99+". */
const most = 99;

/** Ms that is said what to do. */
const saidFor = 20_000;

/**
 * The number of open tasks of this page, in its corner; nothing where there are none. It looks at nothing of the page: the
 * background knows the address from the question itself.
 */
export function createMarker(): Marker {
  const { root, place, fill } = makeShadow(styles);
  const hasSettled = settled();
  const lang = language();
  // Read now: an extension that was updated under the page answers nothing any more.
  const why = { failed: text('marker_failed'), stale: text('card_stale') };
  const said = element('p', { role: 'alert', lang });
  fill(said);
  let shown = 0;
  let takesFocus = false;
  /** An answer is shown only while it is the newest. */
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function refresh(): Promise<void> {
    const mine = ++asked;
    // At once: two in one corner would be in each other's way.
    if (world.card?.isShown()) {
      hide();
      return;
    }
    if (ofDocument('hidden')) return;
    // A guest, a page that may not ask, an extension that was updated: there is nothing to show.
    const tasks = await call('page.tasks').catch(() => []);
    await hasSettled;
    if (mine === asked) draw(tasks.filter((task) => !task.completed).length);
  }

  function hide(): void {
    shown = 0;
    said.textContent = '';
    place.hide();
  }

  function draw(open: number): void {
    if (open === 0) {
      hide();
      return;
    }
    place.show(); // the page may have taken it away
    if (open === shown) return;
    shown = open;
    const label = text('marker_label', open.toLocaleString(lang));
    const count = Math.min(open, most).toLocaleString(lang) + (open > most ? '+' : '');
    const made = button(
      'marker',
      { lang },
      [strokes(20, mark, 24), painted(20, label, paintCount(count))],
      () => void press(),
    );
    root.querySelector('button')?.remove();
    root.append(made);
    paintIn(made);
    if (takesFocus) made.focus();
    takesFocus = false;
  }

  /** The card takes the marker's place; where it can't be shown, the marker stays and says what to do. */
  async function press(): Promise<void> {
    said.textContent = '';
    try {
      await call('page.showCard');
    } catch {
      said.textContent = isConnected() ? why.failed : why.stale;
      clearTimeout(timer);
      timer = setTimeout(() => {
        said.textContent = '';
        if (!isConnected()) place.hide();
      }, saidFor);
    }
  }

  onPush(() => void refresh());
  const look = (event: Event) => {
    if (!event.isTrusted) return;
    // What it says is old by now; where the extension was updated, another one is there already.
    if (!isConnected()) place.hide();
    else void refresh();
  };
  addEventListener('pageshow', look);
  addEventListener('visibilitychange', look);
  onNewAddress(() => void refresh());
  onOtherLooks(() => paintIn(root));
  void refresh();

  return {
    remove: place.hide,
    isConnected,
    refresh(focused = false) {
      takesFocus = focused;
      void refresh();
    },
  };
}

function paintCount(count: string): Paint {
  return (context, width, height, inside) => {
    context.font = `600 13px ${family}`;
    context.textAlign = 'center';
    context.fillStyle = inkOf(inside);
    context.fillText(count, width / 2, height / 2);
  };
}

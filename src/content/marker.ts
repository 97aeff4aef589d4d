import { direction } from '../ui/i18n/language.ts';
import { button, element, strokes } from './element.ts';
import { call, isConnected, language, onPush, text } from './environment.ts';
import styles from './marker.css?inline';
import { onNewAddress } from './new-address.ts';
import { mark } from './pictures.ts';
import { secret } from './secret.ts';
import { makeShadow } from './shadow.ts';
import { type Marker, world } from './world.ts';

/** Ms that is said what to do. */
const saidFor = 20_000;

/**
 * The number of open tasks of this page, in its corner; nothing where there are none. It looks at nothing of the page: the
 * background knows the address from the question itself.
 */
export function createMarker(): Marker {
  const { host, root } = makeShadow(styles);
  const lang = language();
  // Read now: an extension that was updated under the page answers nothing any more.
  const why = { failed: text('marker_failed'), stale: text('card_stale') };
  const said = element('p', { role: 'alert', lang, dir: direction(lang) });
  root.append(said);
  let shown = 0;
  let takesFocus = false;
  /** An answer is shown only while it is the newest. */
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function refresh(): Promise<void> {
    const mine = ++asked;
    // At once: two in one corner would be in each other's way.
    if (world.countersignCard?.isShown()) {
      hide();
      return;
    }
    if (document.hidden) return;
    // A guest, a page that may not ask, an extension that was updated: there is nothing to show.
    const tasks = await call('page.tasks').catch(() => []);
    if (mine === asked) draw(tasks.filter((task) => !task.completed).length);
  }

  function hide(): void {
    shown = 0;
    said.textContent = '';
    host.remove();
  }

  function draw(open: number): void {
    if (open === 0) hide();
    if (open === shown) return;
    shown = open;
    const count = new Intl.NumberFormat(lang).format(open);
    root.querySelector('button')?.remove();
    root.append(
      button(
        'marker',
        { lang, dir: direction(lang) },
        [strokes(20, mark, 24), secret(count, text('marker_label', count))],
        () => void press(),
      ),
    );
    document.documentElement.append(host);
    if (takesFocus) root.querySelector('button')?.focus();
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
        if (isConnected()) said.textContent = '';
        else host.remove();
      }, saidFor);
    }
  }

  onPush(() => void refresh());
  const look = (event: Event) => {
    if (!event.isTrusted) return;
    // What it says is old by now; where the extension was updated, another one is there already.
    if (!isConnected()) host.remove();
    else void refresh();
  };
  addEventListener('pageshow', look);
  document.addEventListener('visibilitychange', look);
  onNewAddress(() => void refresh());
  void refresh();

  return {
    remove: () => host.remove(),
    isConnected,
    refresh(focused = false) {
      takesFocus = focused;
      void refresh();
    },
  };
}

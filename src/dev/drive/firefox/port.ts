import { Gone, type Key, type Node, type Port } from '../port.ts';
import { patience, until } from '../wait.ts';
import type { Bidi } from './bidi.ts';
import { setMediaEverywhere, setOnlineEverywhere, setThemeEverywhere } from './window.ts';

/** https://w3c.github.io/webdriver/#keyboard-actions */
const keyCodes: Record<Key | 'Control' | 'Shift', string> = {
  Enter: '\uE007',
  Tab: '\uE004',
  Escape: '\uE00C',
  Backspace: '\uE003',
  Delete: '\uE017',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  Home: '\uE011',
  End: '\uE010',
  ' ': ' ',
  '/': '/',
  a: 'a',
  n: 'n',
  x: 'x',
  z: 'z',
  Control: '\uE009',
  Shift: '\uE008',
};

/**
 * The place of the extension's elements in a page. Every match is described, so the selector must not match most of a
 * page.
 */
const outermost = 'div[popover=manual]';

/** A document of Firefox, by WebDriver BiDi. */
export function firefoxPort(bidi: Bidi, context: string): Port {
  const node = (sharedId: string): Node => ({
    call: (run, ...args) => bidi.run(context, run, args, sharedId).catch(sayGone),
  });

  const act = async (actions: object): Promise<void> => {
    try {
      await bidi.send('input.performActions', { context, actions: [actions] });
      await bidi.send('input.releaseActions', { context });
    } catch (error) {
      // a click may close the popup around it before the command has answered
      if (!isPassing(error) || (await alive())) throw error;
    }
  };
  const alive = async (): Promise<boolean> => {
    try {
      return await bidi.run(context, () => true, []);
    } catch (error) {
      if (isPassing(error)) return false;
      throw error;
    }
  };
  const strokes = (values: string[]) =>
    act({
      type: 'key',
      id: 'keyboard',
      actions: [
        ...values.map((value) => ({ type: 'keyDown', value })),
        ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
      ],
    });

  const find = (what: object) => bidi.send<LocatedNodes>('browsingContext.locateNodes', what).catch(sayGone);
  const closedRoots = async (selector: string, within: string[] = []): Promise<string[]> => {
    const { nodes } = await find({
      context,
      locator: { type: 'css', value: selector },
      serializationOptions: { includeShadowTree: 'all', maxDomDepth: 1 },
      ...(within.length > 0 ? { startNodes: within.map((sharedId) => ({ sharedId })) } : {}),
    });
    const roots = nodes.map((one) => one.value?.shadowRoot);
    return roots.flatMap((root) => (root?.sharedId && root.value?.mode === 'closed' ? root.sharedId : []));
  };

  return {
    evaluate: (run, ...args) => bidi.run(context, run, args).catch(sayGone),

    async addScript(text) {
      const answer = await bidi.send<{ type: string; exceptionDetails?: { text: string } }>(
        'script.evaluate',
        {
          expression: `${text}\n;0`,
          target: { context },
          awaitPromise: false,
        },
      );
      if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
    },

    async locate(query, place) {
      const roots = place === 'closed' ? await closedRoots(outermost) : undefined;
      if (roots?.length === 0) return [];
      const { nodes } = await find({
        context,
        locator: { type: 'accessibility', value: query },
        ...(roots ? { startNodes: roots.map((sharedId) => ({ sharedId })) } : {}),
      });
      return nodes.map((one) => node(one.sharedId));
    },
    async closedRoots() {
      const roots = await closedRoots(outermost);
      const inner = roots.length > 0 ? await closedRoots('*', roots) : [];
      return [...roots, ...inner].map(node);
    },

    click: ({ x, y }, button = 'left') =>
      act({
        type: 'pointer',
        id: 'mouse',
        actions: [
          { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
          { type: 'pointerDown', button: button === 'left' ? 0 : 2 },
          { type: 'pointerUp', button: button === 'left' ? 0 : 2 },
        ],
      }),
    type: (text) =>
      act({
        type: 'key',
        id: 'keyboard',
        actions: [...text].flatMap((value) => [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]),
      }),
    press: (key, { ctrl, shift } = {}) =>
      strokes([...(ctrl ? [keyCodes.Control] : []), ...(shift ? [keyCodes.Shift] : []), keyCodes[key]]),

    async screenshot() {
      const { data } = await bidi.send<{ data: string }>('browsingContext.captureScreenshot', { context });
      return Buffer.from(data, 'base64');
    },
    setTheme: (theme) => setThemeEverywhere(bidi, theme),
    setMedia: (media) => setMediaEverywhere(bidi, media),
    async setSize(width, height) {
      await bidi.send('browsingContext.setViewport', { context, viewport: { width, height } });
    },
    setOnline: (online) => setOnlineEverywhere(bidi, online),
    async goto(url) {
      // Firefox sends no load events for the extension's own documents. A new tab's first, empty document may swallow
      // or abort a navigation, so it is repeated, with growing pauses, since a repetition also ends a slow navigation.
      let next = 0;
      let pause = patience / 16;
      const isReload = !url.includes('#') && (await loaded(bidi, context, url));
      if (isReload) await bidi.run(context, () => Reflect.set(globalThis, 'isLeft', true), []);
      const isOld = () => Reflect.has(globalThis, 'isLeft');
      await until(`${url} to load`, async () => {
        if (performance.now() >= next) {
          pause *= 2;
          next = performance.now() + pause;
          await bidi.send('browsingContext.navigate', { context, url, wait: 'none' }).catch((error) => {
            if (!isPassing(error)) throw error;
          });
        }
        if (!(await loaded(bidi, context, url))) return false;
        return !isReload || !(await bidi.run(context, isOld, []).catch(() => true)); // on its way out
      });
    },
    async activate() {
      await bidi.send('browsingContext.activate', { context });
    },
    async close() {
      await bidi.send('browsingContext.close', { context });
    },
    alive,
  };
}

interface LocatedNodes {
  nodes: SerializedNode[];
}

interface SerializedNode {
  sharedId: string;
  value?: { mode?: 'open' | 'closed'; shadowRoot?: SerializedNode | null };
}

/**
 * Whether the document at this address has loaded. A command on a document that is being replaced fails; a retry finds
 * the new document.
 */
export async function loaded(bidi: Bidi, context: string, url: string): Promise<boolean> {
  try {
    const state = await bidi.run(context, () => [location.href, document.readyState], []);
    // A page may remove the fragment from its address.
    return withoutFragment(state[0]) === withoutFragment(url) && state[1] !== 'loading';
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
}

const withoutFragment = (address: string | undefined) => address?.replace(/#.*$/, '');

export function isPassing(error: unknown): boolean {
  return /no such (frame|window|node)|stale element|Actor .* destroyed|discarded|unknown error/i.test(
    String(error),
  );
}

function sayGone(error: unknown): never {
  throw isPassing(error) ? new Gone(String(error), { cause: error }) : error;
}

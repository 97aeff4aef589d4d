import { randomUUID } from 'node:crypto';
import { firefoxExtensionId } from '../../../contract/extension-id.ts';
import type { Browser, OpenOptions } from '../browser.ts';
import type { BrowserProcess } from '../process.ts';
import { Surface } from '../surface.ts';
import { inTime, until } from '../wait.ts';
import type { Bidi } from './bidi.ts';
import { chooseFromMenu, clickAlert, enterInAddressBar, pressExtensionKey } from './input.ts';
import { memoryInUse } from './memory.ts';
import { firefoxPort, isPassing, loaded } from './port.ts';
import { firstUuid, installExtension, type StartFirefox, setUuid, startFirefox } from './start.ts';
import {
  closeSidebar,
  closeToolbarPopup,
  eventPageState,
  focusWindow,
  forgetErrors,
  isShown,
  openPrivateWindow,
  openSidebar,
  openToolbarPopup,
  reveal,
  setOnlineEverywhere,
  stopEventPage,
  tellIdleness,
  uncaughtErrors,
} from './window.ts';

/** Firefox with the extension, by WebDriver BiDi. */
export async function openFirefox(options: OpenOptions): Promise<Browser> {
  const lines: string[] = [];
  let uuid = firstUuid;
  let running = await start({ ...options, uuid }, lines);
  const origin = () => `moz-extension://${uuid}`;

  /** Makes a surface of the popup or sidebar. These close differently from a tab. */
  const revealed = async (
    label: string,
    kind: 'popup' | 'sidebar',
    path: string,
    open: () => Promise<void>,
  ): Promise<Surface> => {
    const { bidi } = running;
    await open();
    // searched again each time: Firefox loads a popup in one element and shows it in another
    const context = await until(`${label} to load`, async () => {
      const shown = await reveal(bidi, kind);
      return shown && (await loaded(bidi, shown, origin() + path)) && shown;
    });
    return new Surface(label, {
      ...firefoxPort(bidi, context),
      activate: async () => {},
      alive: () => isShown(bidi, kind),
      async close() {
        await (kind === 'popup' ? closeToolbarPopup : closeSidebar)(bidi);
      },
    });
  };

  const pageIn = async (context: string, address: string): Promise<Surface> => {
    const port = firefoxPort(running.bidi, context);
    const surface = new Surface(`the page ${address}`, {
      ...port,
      async activate() {
        await port.activate();
        await focusWindow(running.bidi, context);
      },
      // nothing moves in a tab in the background, so it is activated
      async locate(query, place) {
        if (await port.evaluate(() => document.hidden)) await port.activate();
        return port.locate(query, place);
      },
    });
    await surface.goto(address.startsWith('/') ? origin() + address : address);
    return surface;
  };

  return {
    name: 'firefox',
    get origin() {
      return origin();
    },
    async openPopup(by = () => openToolbarPopup(running.bidi, firefoxExtensionId)) {
      await closeToolbarPopup(running.bidi); // without a display, it does not close when it loses the focus
      return revealed('the popup', 'popup', '/src/popup/index.html', by);
    },
    openPanel: (by = () => openSidebar(running.bidi, firefoxExtensionId)) =>
      revealed('the sidebar', 'sidebar', '/src/sidepanel/index.html', by),
    async chooseFromMenu(page, at, { label }) {
      await page.activate();
      await page.port.click(at, 'right');
      await chooseFromMenu(running.bidi, label);
    },
    async pressShortcut(page, { key }) {
      await page.activate();
      await pressExtensionKey(running.bidi, key);
    },
    async enterKeyword(page, keyword, text) {
      await page.activate();
      await enterInAddressBar(running.bidi, `${keyword} ${text}`);
    },
    leaveComputer: () => tellIdleness(running.bidi, firefoxExtensionId),
    clickNotification: (notification) => clickAlert(running.bidi, notification),
    async openPage(address) {
      // in the first window: the one in front may be a window for a single page
      const { context } = await running.bidi.send<{ context: string }>('browsingContext.create', {
        type: 'tab',
        referenceContext: running.firstTab,
      });
      return pageIn(context, address);
    },
    async openPrivatePage(address) {
      const { bidi } = running;
      const before = new Set((await contexts(bidi)).map((one) => one.context));
      await openPrivateWindow(bidi);
      // its own first page would otherwise replace a page that was opened before it
      const { context } = await until('a private window to open', async () =>
        (await contexts(bidi)).find((one) => !before.has(one.context) && one.url === 'about:privatebrowsing'),
      );
      return pageIn(context, address);
    },
    async openedPage(beginning) {
      const { context } = await until(`a page ${beginning} to open`, async () =>
        (await contexts(running.bidi)).find(({ url }) => url.startsWith(beginning)),
      );
      return new Surface(`the page ${beginning}`, firefoxPort(running.bidi, context));
    },
    agreeToHosts: async () => {}, // Firefox does not ask: see its preferences
    addresses: async () => (await contexts(running.bidi)).map(({ url }) => url),
    stopBackground: () => stopEventPage(running.bidi, firefoxExtensionId),
    backgroundRunning: async () => (await eventPageState(running.bidi, firefoxExtensionId)) !== 'stopped',
    memory: () => memoryInUse(running.bidi),
    async clear() {
      const { bidi } = running;
      await clear(running);
      // Data under the old UUID is removed at some time; nothing finds it any more.
      uuid = randomUUID();
      await setUuid(bidi, uuid);
      running.process.lines.length = 0;
      lines.length = 0;
    },
    install: () => installExtension(running.bidi, options),
    async restart(how) {
      await end(running, how);
      running = await start({ ...options, uuid }, lines);
    },
    async consoleLines() {
      await running.collect();
      return [...lines];
    },
    close: (how) => end(running, how),
  };
}

/** Removes the extension, every page but the first, empty one, and all cookies. Forgets earlier errors. */
async function clear({ bidi, firstTab }: Running): Promise<void> {
  if (await eventPageState(bidi, firefoxExtensionId))
    await bidi.send('webExtension.uninstall', { extension: firefoxExtensionId });
  await until('every other page to close', async () => {
    const others = (await contexts(bidi)).filter(({ context }) => context !== firstTab);
    for (const { context } of others)
      await bidi.send('browsingContext.close', { context }).catch((error) => {
        if (!isPassing(error)) throw error; // it has closed by itself
      });
    return others.length === 0;
  });
  await bidi.send('storage.deleteCookies', {});
  await setOnlineEverywhere(bidi, true);
  await forgetErrors(bidi);
}

/** The documents of all tabs. */
async function contexts(bidi: Bidi): Promise<{ context: string; url: string }[]> {
  const tree = await bidi.send<{ contexts: { context: string; url: string }[] }>(
    'browsingContext.getTree',
    {},
  );
  return tree.contexts;
}

interface Running {
  process: BrowserProcess;
  bidi: Bidi;
  /** The tab that the browser started with. It stays open. */
  firstTab: string;
  /** Adds the uncaught errors of this run to the lines. */
  collect(): Promise<void>;
}

/** The add-on is a temporary one: a restart removes it and keeps its data, so each start installs it again. */
async function start(options: StartFirefox, lines: string[]): Promise<Running> {
  const { process: browserProcess, bidi } = await startFirefox(options);
  try {
    const [first] = await contexts(bidi);
    if (!first) throw new Error('Firefox opened no tab');
    const collect = async () => {
      lines.push(...browserProcess.lines.splice(0), ...(await uncaughtErrors(bidi)));
    };
    return { process: browserProcess, bidi, firstTab: first.context, collect };
  } catch (error) {
    browserProcess.kill();
    throw error;
  }
}

async function end(running: Running, { kill = false } = {}): Promise<void> {
  if (running.process.hasExited()) return;
  try {
    if (!kill) {
      await running.collect();
      await running.bidi.send('browser.close', {});
      await inTime('The end of Firefox', running.process.exited, 30_000);
    }
  } finally {
    running.process.kill();
    await running.process.exited;
  }
}

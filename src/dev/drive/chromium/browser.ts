import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import puppeteer, { type Extension, type Page, type Browser as Puppeteer, type Target } from 'puppeteer-core';
import { chromeExtensionId } from '../../../contract/extension-id.ts';
import type { Browser, OpenOptions } from '../browser.ts';
import { type BrowserProcess, startProcess } from '../process.ts';
import { Surface } from '../surface.ts';
import { inTime, until } from '../wait.ts';
import {
  hearsCommands,
  hearsIdleness,
  hearsMenu,
  hearsNotifications,
  hearsOmnibox,
  seesPage,
  sendCommand,
  sendIdle,
  sendMenuClick,
  sendNotificationClick,
  sendOmniboxText,
  whatIsAt,
} from './events.ts';
import { heapOfPages } from './heap.ts';
import { chromiumPort, closePage } from './port.ts';
import { type WatchedWorker, watchWorker } from './worker.ts';

/** Chromium with the extension, by the DevTools protocol. */
export async function openChromium(options: OpenOptions): Promise<Browser> {
  const lines: string[] = [];
  if (options.privateWindows) await allowPrivateWindows(options.profileDir);
  let running = await start(options, lines);

  /** Waits for the popup or panel that `open` opens: a target that was not there before. */
  const opened = async (label: string, path: string, open: () => Promise<void>): Promise<Surface> => {
    const before = new Set(running.puppeteer.targets());
    await open();
    const target = await until(
      `${label} to open`,
      () =>
        running.puppeteer.targets().find((one) => !before.has(one) && one.url() === running.origin + path),
      { seen: () => `Open are:\n${running.puppeteer.targets().map(describe).join('\n')}` },
    );
    return new Surface(label, await chromiumPort(await target.asPage()));
  };

  const openPopup = (by = () => clickAction(running)) => opened('the popup', '/src/popup/index.html', by);
  /** Gives the extension access to the page in front, as the missing menus would, unless it has access. */
  const grantPage = async (page: Surface): Promise<void> => {
    await page.activate();
    if (await running.worker.answers(seesPage)) return;
    await (await openPopup()).close();
    await page.activate();
  };

  const pageIn = async (page: Page, address: string): Promise<Surface> => {
    running.tabs.push(page);
    const port = await chromiumPort(page);
    const activate = async () => {
      if (!(await port.evaluate(() => document.hidden))) return;
      running.tabs.push(page);
      await port.activate();
    };
    const surface = new Surface(`the page ${address}`, {
      ...port,
      activate,
      // a tab in the background gets no input and has no accessibility tree, so it is activated
      async locate(query, place) {
        await activate();
        return port.locate(query, place);
      },
    });
    await surface.goto(address.startsWith('/') ? running.origin + address : address);
    return surface;
  };

  return {
    name: 'chromium',
    get origin() {
      return running.origin;
    },
    openPopup,
    async chooseFromMenu(page, at, { id }) {
      await page.activate();
      await page.port.click(at, 'right');
      await grantPage(page);
      const info = await page.evaluate(whatIsAt, at);
      const clicked = { ...info, menuItemId: id, editable: false, frameId: 0 };
      await running.worker.run(hearsMenu, sendMenuClick, clicked);
    },
    async pressShortcut(page, { command }) {
      await grantPage(page);
      await running.worker.run(hearsCommands, sendCommand, command);
    },
    async enterKeyword(page, _, text) {
      await grantPage(page);
      await running.worker.run(hearsOmnibox, sendOmniboxText, text);
    },
    clickNotification: ({ id }, button) =>
      running.worker.run(hearsNotifications, sendNotificationClick, id, button ?? null),
    leaveComputer: () => running.worker.run(hearsIdleness, sendIdle),
    openPanel: (by = () => openSidePanel(running)) =>
      opened('the side panel', '/src/sidepanel/index.html', by),
    openPage: async (address) => pageIn(await running.puppeteer.newPage(), address),
    openPrivatePage: async (address) => pageIn(await openPrivateWindow(running), address),
    async openedPage(beginning) {
      const target = await until(
        `a page ${beginning} to open`,
        () =>
          running.puppeteer.targets().find((one) => one.type() === 'page' && one.url().startsWith(beginning)),
        { seen: () => `Open are:\n${running.puppeteer.targets().map(describe).join('\n')}` },
      );
      return new Surface(`the page ${beginning}`, await chromiumPort(await target.asPage()));
    },
    agreeToHosts: (patterns) => allowHosts(running, patterns),
    addresses: async () =>
      running.puppeteer.targets().flatMap((target) => (target.type() === 'page' ? target.url() : [])),
    stopBackground: () => running.worker.stop(),
    backgroundRunning: async () => running.worker.isAwake(),
    memory: async () => ({
      pages: await heapOfPages(running.puppeteer),
      background: await running.worker.heap(),
    }),
    async clear() {
      running.tabs = [await clear(running)];
      lines.length = 0;
    },
    async install() {
      const { puppeteer: connected, tabs } = running;
      await connected.installExtension(options.extensionDir);
      Object.assign(running, await meetExtension(connected, emptyTab(tabs), lines));
    },
    async restart(how) {
      await end(running, how);
      running = await start(options, lines, { again: true });
    },
    consoleLines: async () => [...lines],
    close: (how) => end(running, how),
  };
}

interface Running extends LoadedExtension {
  process: BrowserProcess;
  puppeteer: Puppeteer;
  /** In the order in which they were activated. */
  tabs: Page[];
}

/** The extension in the browser. */
interface LoadedExtension {
  origin: string;
  extension: Extension;
  worker: WatchedWorker;
}

/** Does what the switch "Allow in Incognito" does, before the start: the switch would reload a running extension. */
async function allowPrivateWindows(profileDir: string): Promise<void> {
  const file = join(profileDir, 'Default', 'Preferences');
  const settings = { [chromeExtensionId]: { incognito: true } };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ extensions: { settings } }));
}

/**
 * Starts Chromium with the extension. Normally the driver installs it, so that it can be removed. With `again` the
 * browser loads it from its command line: Chromium forgets an extension that the driver installed, but keeps its data.
 */
async function start(options: OpenOptions, lines: string[], { again = false } = {}): Promise<Running> {
  const browserProcess = startProcess(options.executable, chromiumArguments(options, again));
  try {
    const browserWSEndpoint = await browserProcess.announces(/DevTools listening on (ws:\S+)/);
    const connected = await puppeteer.connect({
      browserWSEndpoint,
      defaultViewport: null,
      protocolTimeout: 30_000,
      targetFilter: (target) => target.type() !== 'service_worker',
    });
    for (const target of connected.targets()) listen(target, lines);
    connected.on('targetcreated', (target) => listen(target, lines));
    const tabs = await connected.pages();
    if (!again) await connected.installExtension(options.extensionDir);
    const met = await meetExtension(connected, emptyTab(tabs), lines);
    return { process: browserProcess, puppeteer: connected, tabs, ...met };
  } catch (error) {
    browserProcess.kill();
    throw error;
  }
}

/** The first tab. The extension may already have opened another one. */
function emptyTab(tabs: readonly Page[]): Page {
  const empty = tabs.find((one) => one.url() === 'about:blank');
  if (!empty) throw new Error('Chromium has no empty tab');
  return empty;
}

/** Waits for the extension, and observes its worker. */
async function meetExtension(connected: Puppeteer, tab: Page, lines: string[]): Promise<LoadedExtension> {
  const extension = await until('the extension to load', async () => {
    const [loaded] = (await connected.extensions()).values();
    return loaded;
  });
  const origin = `chrome-extension://${extension.id}`;
  const worker = await watchWorker(connected, await tab.createCDPSession(), origin, lines);
  return { origin, extension, worker };
}

/** Removes the extension, every page but an empty tab, and all cookies. @returns that tab */
async function clear({ puppeteer: connected, extension, worker, tabs }: Running): Promise<Page> {
  const empty = emptyTab(tabs);
  await worker.leave();
  // a test may have removed it already
  if ((await connected.extensions()).has(extension.id)) await connected.uninstallExtension(extension.id);
  await until('every other page to close', async () => {
    const others = connected.targets().filter((one) => one.type() === 'page' && one !== empty.target());
    await Promise.all(others.map(async (one) => closePage(await one.asPage())));
    return others.length === 0;
  });
  const session = await empty.createCDPSession();
  await session.send('Storage.clearCookies');
  await session.detach();
  return empty;
}

/**
 * No first-run pages, no calls home, no key ring. The two lists of the address bar are preloaded pages, which take half
 * of the time of a start.
 */
export const quietChromium = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-search-engine-choice-screen',
  '--disable-features=Translate,MediaRouter,OptimizationHints,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
  '--disable-dev-shm-usage',
  '--password-store=basic',
  '--use-mock-keychain',
];

function chromiumArguments({ extensionDir, profileDir, headless }: OpenOptions, load: boolean): string[] {
  return [
    `--user-data-dir=${profileDir}`,
    ...(load ? [`--disable-extensions-except=${extensionDir}`, `--load-extension=${extensionDir}`] : []),
    '--remote-debugging-port=0',
    '--enable-unsafe-extension-debugging', // lets the driver install the extension and click its button
    ...quietChromium,
    ...(headless ? ['--headless=new', '--hide-scrollbars', '--window-size=1280,900'] : []),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ];
}

/** Clicks the toolbar button over the active tab, which also grants `activeTab`. */
async function clickAction(running: Running): Promise<void> {
  const tab = activeTab(running);
  await tab.bringToFront();
  await running.extension.triggerAction(tab);
}

/**
 * Opens the panel. Chromium requires a user gesture, so an evaluation that counts as one runs in a page of the
 * extension.
 */
async function openSidePanel(running: Running): Promise<void> {
  const tab = await running.puppeteer.newPage();
  await tab.goto(`${running.origin}/src/options/index.html`);
  const session = await tab.createCDPSession();
  const { exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: 'chrome.windows.getCurrent().then((one) => chrome.sidePanel.open({ windowId: one.id }))',
    userGesture: true,
    awaitPromise: true,
  });
  if (exceptionDetails)
    throw new Error(`The side panel does not open: ${exceptionDetails.exception?.description}`);
  await tab.close();
  await activeTab(running).bringToFront();
}

/** Grants hosts on the browser's own page, where no question appears: without a display nobody could answer it. */
async function allowHosts(running: Running, patterns: readonly string[]): Promise<void> {
  const tab = await running.puppeteer.newPage();
  await tab.goto('chrome://extensions');
  await tab.evaluate(
    `Promise.all(${JSON.stringify(patterns)}.map((one) =>
      chrome.developerPrivate.addHostPermission(${JSON.stringify(running.extension.id)}, one)))`,
  );
  await tab.close();
  await activeTab(running).bringToFront();
}

/** Opens a private window from a page of the extension: the protocol's own browser contexts are not private windows. */
async function openPrivateWindow(running: Running): Promise<Page> {
  const tab = await running.puppeteer.newPage();
  await tab.goto(`${running.origin}/src/options/index.html`);
  const before = new Set(running.puppeteer.targets());
  await tab.evaluate(async () => void (await chrome.windows.create({ incognito: true })));
  const target = await until('a private window to open', () =>
    running.puppeteer.targets().find((one) => !before.has(one) && one.type() === 'page'),
  );
  await tab.close();
  return target.asPage();
}

function activeTab(running: Running): Page {
  const tab = running.tabs.findLast((one) => !one.isClosed());
  if (!tab) throw new Error('No tab is open');
  return tab;
}

function describe(target: Target): string {
  return `${target.type()} ${target.url()}`;
}

/** Collects the console messages and errors of a page. */
function listen(target: Target, lines: string[]): void {
  const path = () => new URL(target.url()).pathname;
  const attach = async () => {
    const page = await target.page();
    page?.on('console', (message) => lines.push(`${path()} ${message.type()}: ${message.text()}`));
    page?.on('pageerror', (error) => lines.push(`${path()} uncaught: ${String(error)}`));
  };
  attach().catch((error) => lines.push(`(no console of ${target.url()}: ${error})`));
}

async function end(running: Running, { kill = false } = {}): Promise<void> {
  if (running.process.hasExited()) return;
  try {
    if (!kill) {
      await running.puppeteer.close();
      await inTime('The end of Chromium', running.process.exited);
    }
  } finally {
    running.process.kill();
    await running.process.exited;
  }
}

/** Chromium with several extensions at once, so that they can be timed in turn in the same process. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import puppeteer, {
  type CDPSession,
  type Page,
  type Browser as Puppeteer,
  type Target,
} from 'puppeteer-core';
import { quietChromium } from '../../src/dev/drive/chromium/browser.ts';
import { type BrowserProcess, startProcess } from '../../src/dev/drive/process.ts';
import { until } from '../../src/dev/drive/wait.ts';
import { findBrowser } from '../../src/dev/system/browsers.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folders.ts';

export interface BenchBrowser {
  /** A tab, in front. `path` starts with a slash; without one, the tab is empty. */
  open(extension: string, path?: string): Promise<Page>;
  /** `chrome-extension://ID`. */
  origin(extension: string): string;
  /** Ends every service worker, as the browser does when they are idle, and waits until they are gone. */
  stopWorkers(): Promise<void>;
  /** Bytes of JavaScript objects in the extension's worker, which has to be awake. */
  memoryOfWorker(extension: string): Promise<number>;
  close(): Promise<void>;
}

/**
 * An unpacked extension: the text of its files by path. With `of`, they are put into a copy of that folder, whose
 * manifest gets the name, and what else is given. The name is what it goes by here.
 */
export interface Unpacked {
  name: string;
  files: Record<string, string>;
  of?: string;
  manifest?: Record<string, unknown>;
}

export async function openBenchBrowser(extensions: readonly Unpacked[]): Promise<BenchBrowser> {
  const folder = await makeTemporaryFolder();
  let running: BrowserProcess | undefined;
  const close = async (): Promise<void> => {
    running?.kill();
    await running?.exited;
    await removeTemporaryFolder(folder);
  };
  try {
    const folders = await Promise.all(extensions.map((one) => folderOf(one, folder)));
    running = startProcess(await findBrowser('chromium'), [
      `--user-data-dir=${join(folder, 'profile')}`,
      `--disable-extensions-except=${folders}`,
      `--load-extension=${folders}`,
      '--remote-debugging-port=0',
      '--enable-unsafe-extension-debugging', // lists the extensions
      '--host-resolver-rules=MAP *.test 127.0.0.1', // two sites that are alike but for their names
      ...quietChromium,
      ...['--headless=new', '--hide-scrollbars', '--window-size=1280,900'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'about:blank',
    ]);
    const endpoint = await running.announces(/DevTools listening on (ws:\S+)/);
    const browser = await puppeteer.connect({
      browserWSEndpoint: endpoint,
      defaultViewport: null,
      protocolTimeout: 120_000,
      // a worker that a debugger is attached to starts more slowly
      targetFilter: (target) => target.type() !== 'service_worker',
    });
    const ids = await until('the extensions to load', async () => {
      const loaded = [...(await browser.extensions()).values()];
      return loaded.length >= extensions.length && new Map(loaded.map(({ name, id }) => [name, id]));
    });
    const origin = (extension: string) => `chrome-extension://${ids.get(extension)}`;
    const stopWorkers = await workerStopper(browser);
    return {
      origin,
      async open(extension, path) {
        const page = await browser.newPage();
        // tsx marks the names of functions by a function of its own, also in those that go into pages
        await page.evaluateOnNewDocument('globalThis.__name ??= (one) => one');
        if (path !== undefined) await page.goto(origin(extension) + path);
        return page;
      },
      stopWorkers,
      memoryOfWorker: (extension) => memoryOfWorker(endpoint, origin(extension)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function folderOf({ name, files, of, manifest }: Unpacked, parent: string): Promise<string> {
  const folder = join(parent, name);
  if (of) {
    await cp(of, folder, { recursive: true });
    const file = join(folder, 'manifest.json');
    // Without its key, each copy is an extension of its own.
    const { key: _, ...own } = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...own, ...manifest, name }));
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

async function workerStopper(browser: Puppeteer): Promise<() => Promise<void>> {
  const [first] = await browser.pages();
  if (!first) throw new Error('Chromium opened no tab');
  const session: CDPSession = await first.createCDPSession();
  const awake = new Set<string>();
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { versionId, runningStatus } of versions)
      if (runningStatus === 'stopped') awake.delete(versionId);
      else awake.add(versionId);
  });
  await session.send('ServiceWorker.enable');
  return async () => {
    // Again and again: a tab that has just been opened or closed may wake one up that is being stopped.
    await until('the service workers to stop', async () => {
      await session.send('ServiceWorker.stopAllWorkers');
      return awake.size === 0;
    });
  };
}

/** By a connection of its own: what is attached to all the time slows workers down. */
async function memoryOfWorker(endpoint: string, origin: string): Promise<number> {
  const second = await puppeteer.connect({ browserWSEndpoint: endpoint, defaultViewport: null });
  try {
    const isWorker = (target: Target) =>
      target.type() === 'service_worker' && target.url().startsWith(origin);
    const session = await (await second.waitForTarget(isWorker)).createCDPSession();
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  } finally {
    await second.disconnect();
  }
}

/** The files of an extension that has one worker, and a page to ask it from. */
export const workerExtension = (
  name: string,
  worker: string,
  more: Record<string, unknown> = {},
): Unpacked => ({
  name,
  files: {
    'manifest.json': JSON.stringify({
      manifest_version: 3,
      name,
      version: '1',
      background: { service_worker: 'worker.js' },
      ...more,
    }),
    'worker.js': worker,
    'page.html': '<!doctype html><meta charset="utf-8"><title>Bench</title>',
  },
});

/** Chromium with several extensions at once, so that they can be timed in turn in the same process. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import puppeteer, { type CDPSession, type Page, type Browser as Puppeteer } from 'puppeteer-core';
import { findBrowser } from '../../src/dev/browsers.ts';
import { quietChromium } from '../../src/dev/drive/chromium.ts';
import { type BrowserProcess, startProcess } from '../../src/dev/drive/process.ts';
import { until } from '../../src/dev/drive/wait.ts';

export interface BenchBrowser {
  /** A tab, in front. `path` starts with a slash; without one, the tab is empty. */
  open(extension: string, path?: string): Promise<Page>;
  /** `chrome-extension://ID`. */
  origin(extension: string): string;
  /** Ends every service worker, as the browser does when they are idle, and waits until they are gone. */
  stopWorkers(): Promise<void>;
  close(): Promise<void>;
}

/** An unpacked extension: a folder, or the text of its files by path. The manifest's name is what it goes by here. */
export type Unpacked = { folder: string } | { name: string; files: Record<string, string> };

export async function openBenchBrowser(extensions: readonly Unpacked[]): Promise<BenchBrowser> {
  const room = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  let running: BrowserProcess | undefined;
  const close = async (): Promise<void> => {
    running?.kill();
    await running?.exited;
    await rm(room, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    const folders = await Promise.all(extensions.map((one) => folderOf(one, room)));
    running = startProcess(await findBrowser('chromium'), [
      `--user-data-dir=${join(room, 'profile')}`,
      `--disable-extensions-except=${folders}`,
      `--load-extension=${folders}`,
      '--remote-debugging-port=0',
      '--enable-unsafe-extension-debugging', // lists the extensions
      ...quietChromium,
      ...['--headless=new', '--hide-scrollbars', '--window-size=1280,900'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'about:blank',
    ]);
    const browser = await puppeteer.connect({
      browserWSEndpoint: await running.announces(/DevTools listening on (ws:\S+)/),
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
        if (path !== undefined) await page.goto(origin(extension) + path);
        return page;
      },
      stopWorkers,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function folderOf(extension: Unpacked, room: string): Promise<string> {
  if ('folder' in extension) return extension.folder;
  const folder = join(room, extension.name);
  for (const [path, text] of Object.entries(extension.files)) {
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
    await session.send('ServiceWorker.stopAllWorkers');
    await until('the service workers to stop', () => awake.size === 0);
  };
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
      background: { service_worker: 'worker.js', type: 'module' },
      ...more,
    }),
    'worker.js': worker,
    'page.html': '<!doctype html><meta charset="utf-8"><title>Bench</title>',
  },
});

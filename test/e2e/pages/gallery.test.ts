import { expect, it } from 'vitest';
import type { Browser } from '../../../src/dev/drive/browser.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { serveOnLoopback } from '../../../src/dev/loopback.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { gallery, type Kind } from './gallery.ts';

const shortcut = { command: 'capture', key: 'K' };
const marker = 'Open tasks of this page: 1';
/** The kinds, six to a story: each story has a browser and an account of its own. */
const kinds = Object.keys(gallery);
const sixes = kinds.flatMap((_, at) => (at % 6 === 0 ? [kinds.slice(at, at + 6)] : []));

inEachBrowser('PG7: the gallery of pages', (world, name) => {
  it.each(sixes)(
    'has key, toast, undo, marker and card, or a word in the popup, on: %s, %s, %s, %s, %s, %s',
    async (...kinds) => {
      const { browser } = world();
      const pages = await serveGallery();
      try {
        const desk = await openDesk(world());
        await createSignedIn(world(), desk);
        await allowHost(world(), '127.0.0.1');
        const failed: string[] = [];
        for (const kind of kinds) {
          const closedIn = gallery[kind]?.closedIn ?? [];
          const page = await browser.openPage(pages.url + pathOf(kind));
          try {
            await (closedIn.includes(name) ? tryClosed : tryOpen)(browser, desk, page);
          } catch (error) {
            failed.push(`${kind}: ${error instanceof Error ? error.message : error}`);
          }
          await page.close();
        }
        expect(failed).toEqual([]);
      } finally {
        await pages.close();
      }
    },
  );

  it.each(['about:blank', 'data:text/html,<title>Data</title>'])(
    'says at once that %s is no web page',
    async (address) => {
      const { browser } = world();
      const desk = await openDesk(world());
      await createSignedIn(world(), desk);
      const page = await browser.openPage(address);
      await page.activate();
      const popup = await browser.openPopup();
      await popup.waitForText('This works on web pages only.');
      await popup.waitUntilEnabled('button', 'Add this page as a task', false);
      await popup.waitUntilEnabled('button', 'Tasks on this page', false);
      expect((await ask(desk, 'tasks.page', { from: 0 })).tasks).toEqual([]);
    },
  );
});

async function tryOpen(browser: Browser, desk: Surface, page: Surface): Promise<void> {
  const card = page.card();
  await browser.pressShortcut(page, shortcut);
  const name = await madeNow(desk);
  expect(name).not.toMatch(/^\(/);
  await card.waitForText(`"${name}" was created.`);
  await card.click('button', 'Undo');
  await card.waitForText(`"${name}" was taken back.`);
  await card.click('button', 'Close');
  await browser.pressShortcut(page, shortcut);
  await card.waitForText(`"${name}" was created.`);
  await card.click('button', 'Close');
  await card.click('button', marker);
  await card.click('button', `Complete ${name}`);
  await card.waitForText(`"${name}" was completed.`);
  await card.click('button', 'Undo');
  await card.waitFor('button', `Complete ${name}`);
  await card.click('button', 'Close');
  await card.waitFor('button', marker);
}

async function tryClosed(browser: Browser, desk: Surface, page: Surface): Promise<void> {
  await browser.pressShortcut(page, shortcut);
  await madeNow(desk);
  await page.activate();
  const popup = await browser.openPopup();
  await popup.waitForText("Tasks can't be shown on this page.");
  await popup.waitUntilEnabled('button', 'Tasks on this page', false);
  await popup.waitUntilEnabled('button', 'Add this page as a task');
  if (await popup.isOpen()) await popup.close();
}

/** The name of the task that was made last. */
async function madeNow(desk: Surface): Promise<string> {
  return until('the task to be made', async () => {
    const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
    const made = tasks.filter(({ source }) => source && !known.has(source.url));
    for (const { source } of made) if (source) known.add(source.url);
    return made[0]?.name;
  });
}
/** The addresses of the tasks so far: each server has a port of its own. */
const known = new Set<string>();

const pathOf = (kind: string) => `/${encodeURIComponent(kind)}`;

function serveGallery() {
  const byPath = new Map<string, Kind>(Object.entries(gallery).map(([kind, page]) => [pathOf(kind), page]));
  return serveOnLoopback((request, response) => {
    const page = byPath.get(request.url ?? '');
    const type = page?.type ?? 'text/html';
    const charset = type.startsWith('text/') ? '; charset=utf-8' : '';
    response.writeHead(page?.status ?? (page ? 200 : 404), {
      'content-type': type + charset,
      ...page?.headers,
    });
    response.end(page?.body);
  });
}

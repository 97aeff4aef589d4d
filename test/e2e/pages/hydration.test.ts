import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { frameworks, serveHydrated } from './hydration/serve.ts';

const shortcut = { command: 'capture', key: 'K' };
const marker = (open: number) => `Open tasks of this page: ${open}`;
const names = Object.keys(frameworks);

declare global {
  /** What the page tells: see hydration/watched.mjs. */
  var hydration: { complaints: string[]; shifts: number[]; done: boolean; hydrate(): void };
}

inEachBrowser('PG4: a page that hydrates', (world) => {
  it(`as ${names.join(', ')} do it has marker and card, and no error and no layout shift by them`, async () => {
    const { browser } = world();
    const pages = await serveHydrated();
    try {
      const desk = await openDesk(world());
      await createSignedIn(world(), desk);
      await allowHost(world(), '127.0.0.1');
      const addresses = names.flatMap((name) => [`${pages.url}/${name}`, `${pages.url}/${name}?late`]);
      const tasks = addresses.map((url) => ({
        taskId: randomUUID(),
        name: 'Read it',
        createdOn: '2026-01-31',
        completedOn: '',
        source: { title: url, url },
      }));
      await ask(desk, 'tasks.import', { tasks });

      const page = await browser.openPage('about:blank');
      const card = page.card();
      const told: Record<string, unknown> = {};
      for (const name of names) {
        // At once, as pages do: the marker comes while, or after, the framework is at work.
        await page.goto(`${pages.url}/${name}`);
        await card.waitFor('button', marker(1));
        const early = await toldBy(page);

        // Later than marker and card.
        await page.goto(`${pages.url}/${name}?late`);
        await card.waitFor('button', marker(1));
        const before = await places(page);
        await browser.pressShortcut(page, shortcut);
        await card.waitForText(`"${name}" was created.`);
        await page.evaluate(() => globalThis.hydration.hydrate());
        const late = await toldBy(page);
        const after = await places(page);
        told[name] = { early, late, moved: JSON.stringify(after) !== JSON.stringify(before) };

        // The page lives, and so does what is ours. Some frameworks take away what they have not made: it comes back.
        await page.click('button', 'Pressed: 0');
        await page.waitFor('button', 'Pressed: 1');
        await desk.activate();
        await page.activate();
        await browser.pressShortcut(page, shortcut);
        await card.waitForText(`"${name}" is in your tasks already.`);
        await card.click('button', 'Close');
        await card.click('button', marker(2));
        await card.waitFor('button', 'Complete Read it');
      }
      const none = { complaints: [], shifts: [] };
      const nothing = { early: none, late: none, moved: false };
      expect(told).toEqual(Object.fromEntries(names.map((name) => [name, nothing])));
    } finally {
      await pages.close();
    }
  });
});

/** What the page told until its framework was done. */
async function toldBy(page: Surface) {
  await until('the page to hydrate', () => page.evaluate(() => globalThis.hydration.done), {
    seen: async () => JSON.stringify(await page.evaluate(() => globalThis.hydration)),
  });
  return page.evaluate(() => {
    const { complaints, shifts } = globalThis.hydration;
    return { complaints, shifts };
  });
}

/** Where the elements of the page are, and how large it is. */
const places = (page: Surface): Promise<number[][]> =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const boxes = [...document.querySelectorAll('body, main, h1, button')].map((one) =>
      one.getBoundingClientRect(),
    );
    return [[scrollWidth, scrollHeight], ...boxes.map(({ x, y, width, height }) => [x, y, width, height])];
  });

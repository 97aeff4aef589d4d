import { expect, it } from 'vitest';
import type { Browser, Memory } from '../../../src/dev/drive/browser.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium } from '../world/each-browser.ts';
import { servePages } from './served-pages.ts';

const long = process.env.LONG === '1';
/** A day, or some of it. The background is stopped in each minute. Tabs lie open, or are gone on with. */
const day = long
  ? { hours: 4, minutes: 60, navigations: 200, lying: 180, visited: 20 }
  : { hours: 4, minutes: 3, navigations: 12, lying: 2, visited: 2 };
/** Until then, the browser fills its cache of pages that one can go back to. */
const settledAfter = 2;
const marker = 'Open tasks of this page: 1';
const shortcut = { command: 'capture', key: 'K' };

inChromium(`PG10: ${day.lying + day.visited} tabs, ${day.hours} hours`, (world, name) => {
  it(
    `${day.hours * day.minutes} stops of the background and ${day.hours * day.navigations} navigations lose no marker, double none, and leave memory as it is`,
    async () => {
      const { browser } = world();
      const pages = await servePages({
        '/task': { title: 'With a task', body: '<p>Text</p>' },
        '/none': { title: 'Without', body: '<p>Text</p>' },
      });
      try {
        const desk = await openDesk(world());
        await createSignedIn(world(), desk);
        await allowHost(world(), '127.0.0.1');
        const first = await browser.openPage(`${pages.url}/task`);
        await browser.pressShortcut(first, shortcut);
        await first.card().waitForText('"With a task" was created.');
        await first.card().click('button', 'Close');
        await leaveOpen(desk, `${pages.url}/none`);
        const tabs = [first];
        while (tabs.length < day.visited) tabs.push(await browser.openPage(`${pages.url}/none`));

        const used: Used[] = [];
        let navigated = 0;
        for (let hour = 1; hour <= day.hours; hour++) {
          for (let minute = 1; minute <= day.minutes; minute++) {
            await browser.stopBackground();
            const due = day.navigations * (hour - 1 + minute / day.minutes);
            for (; navigated < due; navigated++) {
              const tab = tabs[navigated % tabs.length];
              if (!tab) throw new Error('There is no tab');
              await visit(tab, pages.url, navigated, Math.floor(navigated / tabs.length));
            }
          }
          if (hour === settledAfter || hour === day.hours) used.push(await usedNow(browser, desk));
        }
        const [early, late] = used;
        // Collectors and caches of the browsers leave some more or less from time to time.
        const most = { chromium: 1.1, firefox: 1.2 }[name];
        for (const what of ['pages', 'background', 'session'] as const)
          expect(late?.[what], what).toBeLessThan((early?.[what] ?? 0) * most);
      } finally {
        await pages.close();
      }
    },
    long ? 1_800_000 : undefined,
  );
});

/** Bytes, and in `storage.session` characters. */
interface Used extends Memory {
  session: number;
}

async function usedNow(browser: Browser, desk: Surface): Promise<Used> {
  await ask(desk, 'session.get'); // wakes the background
  const session = await desk.evaluate(
    async () => JSON.stringify(await chrome.storage.session.get(null)).length,
  );
  return { ...(await browser.memory()), session };
}

/** Opens the tabs that nobody goes to, each at an address of its own. */
async function leaveOpen(desk: Surface, address: string): Promise<void> {
  for (let tab = 0; tab < day.lying; tab++)
    await desk.evaluate(
      async (url: string) => void (await chrome.tabs.create({ url, active: false })),
      `${address}?${tab}`,
    );
}

/**
 * Goes there and looks for the marker: now and then without a load, which takes longest. The marker lets a new address rest,
 * and after twenty of them in one document it looks at ten a minute only (SECURITY.md), so no tab goes on like that.
 */
async function visit(tab: Surface, site: string, at: number, round: number): Promise<void> {
  await tab.activate();
  const path = at % 3 === 0 ? '/none' : '/task';
  if ((at + round) % 4 !== 0) await tab.goto(`${site}${path}`);
  else await tab.evaluate((to: string) => history.pushState({}, '', to), path);
  const card = tab.card();
  if (path === '/task') {
    await card.waitFor('button', marker);
    expect(await card.count('button', marker)).toBe(1);
  } else await card.waitUntilGone('button', marker);
}

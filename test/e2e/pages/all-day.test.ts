import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { inChromium } from '../world/each-browser.ts';
import { servePages } from './served-pages.ts';

const long = process.env.LONG === '1';
/** Some minutes of a day; the background is stopped in each. */
const day = long ? { tabs: 50, minutes: 60, navigations: 500 } : { tabs: 4, minutes: 10, navigations: 30 };
const marker = 'Open tasks of this page: 1';
const shortcut = { command: 'capture', key: 'K' };

inChromium('PG10: many tabs, whose background is stopped every minute', (world) => {
  it(
    'loses no marker, doubles none, and keeps no more of the pages than at its beginning',
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
        const tabs = [first];
        while (tabs.length < day.tabs) tabs.push(await browser.openPage(`${pages.url}/none`));

        let kept = 0;
        let navigated = 0;
        for (let minute = 0; minute < day.minutes; minute++) {
          await browser.stopBackground();
          for (; navigated < (day.navigations * (minute + 1)) / day.minutes; navigated++) {
            const tab = tabs[navigated % tabs.length];
            if (!tab) throw new Error('There is no tab');
            await visit(tab, pages.url, navigated);
          }
          // What the first round has left is what all later ones may leave.
          if (navigated <= tabs.length * 2) kept = Math.max(kept, await keptInSession(desk));
          else expect(await keptInSession(desk)).toBeLessThanOrEqual(kept * 1.1);
        }
      } finally {
        await pages.close();
      }
    },
    long ? 1_800_000 : undefined,
  );
});

/** Goes there, by a load or without one, and looks for the marker. */
async function visit(tab: Surface, site: string, at: number): Promise<void> {
  await tab.activate();
  const path = at % 3 === 0 ? '/none' : '/task';
  if (at % 2 === 0) await tab.goto(`${site}${path}`);
  else await tab.evaluate((to: string) => history.pushState({}, '', to), path);
  const card = tab.card();
  if (path === '/task') {
    await card.waitFor('button', marker);
    expect(await card.count('button', marker)).toBe(1);
  } else await card.waitUntilGone('button', marker);
}

/** How much is kept for as long as the browser runs, in characters. */
const keptInSession = (desk: Surface): Promise<number> =>
  desk.evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)).length);

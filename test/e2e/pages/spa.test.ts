import { expect, it } from 'vitest';
import { showCard } from '../../../src/dev/drive/main-job.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { servePages } from './served-pages.ts';

const shortcut = { command: 'capture', key: 'K' };
const marker = (open: number) => `Open tasks of this page: ${open}`;

/** Goes to another address of the site without a load. Each refers to nothing around it. */
const ways = {
  pushState: (to: string) => history.pushState({}, '', to),
  replaceState: (to: string) => history.replaceState({}, '', to),
  navigate: (to: string) => {
    navigation?.addEventListener('navigate', (event) => event.intercept({}), { once: true });
    navigation?.navigate(to);
  },
};

inEachBrowser('PG1: a page that goes elsewhere without a load', (world) => {
  it('has the card, the marker and the task of where it is: by key, menu, popup and card', async () => {
    const { browser } = world();
    const pages = await servePages({ '/a': { title: 'First', body: '<h1>An application</h1>' } });
    try {
      const desk = await openDesk(world());
      await createSignedIn(world(), desk);
      await allowHost(world(), '127.0.0.1');
      const page = await browser.openPage(`${pages.url}/a`);
      const card = page.card();
      const tasks = async () =>
        (await ask(desk, 'tasks.page', { from: 0 })).tasks.map(({ name, source }) => [name, source?.url]);
      const made = async (name: string, path: string) => {
        await card.waitForText(`"${name}" was created.`);
        expect(await tasks()).toContainEqual([name, pages.url + path]);
        await card.click('button', 'Close');
        await card.waitFor('button', marker(1));
      };
      await browser.pressShortcut(page, shortcut);
      await made('First', '/a');

      // Every way of going there: the marker goes with it, and comes back with it.
      for (const [way, goTo] of Object.entries(ways)) {
        await page.evaluate(goTo, `/by/${way}`);
        await card.waitUntilGone('button', marker(1));
        await page.evaluate(goTo, '/a');
        await card.waitFor('button', marker(1));
      }
      await page.evaluate(() => {
        location.hash = '#/route';
      });
      await card.waitUntilGone('button', marker(1));
      await page.evaluate(() => history.back());
      await card.waitFor('button', marker(1));

      await page.evaluate(ways.pushState, '/b');
      await page.evaluate(() => {
        document.title = 'Second';
      });
      await card.waitUntilGone('button', marker(1));
      await page.activate();
      await browser.chooseFromMenu(
        page,
        { x: 40, y: 200 },
        { id: 'page', label: 'Make a task of this page' },
      );
      await made('Second', '/b');
      for (const again of ['key', 'popup', 'card'] as const) {
        if (again === 'key') await browser.pressShortcut(page, shortcut);
        if (again === 'popup') {
          await page.activate();
          const popup = await browser.openPopup();
          await popup.click('button', 'Add this page as a task');
          await popup.waitForText('"Second" is in your tasks already.');
          await popup.close();
          continue;
        }
        if (again === 'card') {
          await card.click('button', 'Close');
          await (await showCard(browser, page)).click('button', 'Make a task of this page');
        }
        await card.waitForText('"Second" is in your tasks already.');
      }
      expect(await tasks()).toHaveLength(2);

      // An open card follows, and completes what it shows.
      await card.waitFor('button', 'Complete Second');
      await page.evaluate(ways.pushState, '/a');
      await card.waitFor('button', 'Complete First');
      expect(await card.count('button', 'Complete Second')).toBe(0);
      await card.click('button', 'Complete First');
      await card.waitForText('"First" was completed.');
      await page.evaluate(ways.replaceState, '/b');
      await card.waitFor('button', 'Complete Second');
      await until('the change to be sent', async () => (await ask(desk, 'session.get')).unsent === 0);
    } finally {
      await pages.close();
    }
  });
});

import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Browser, BrowserName } from '../../../src/dev/drive/browser.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { inTime, until } from '../../../src/dev/drive/wait.ts';
import type { World } from '../../../src/dev/drive/world.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { displacing } from './gallery/displacing.ts';
import { documents } from './gallery/documents.ts';
import type { Kind, Kinds } from './gallery/kind.ts';
import { policies } from './gallery/policies.ts';
import { scripts } from './gallery/scripts.ts';
import { pathOf, serveKinds } from './gallery/serve.ts';
import { styles } from './gallery/styles.ts';

const long = process.env.LONG === '1';
const gallery: Kinds = { ...documents, ...policies, ...styles, ...scripts, ...displacing };
/** The longest that one kind of page may take, ms: a kind that does not work is told, and the next one is looked at. */
const longest = 30_000;
const shortcut = { command: 'capture', key: 'K' };
const marker = 'Open tasks of this page: 1';

inEachBrowser('PG7: the gallery of pages', (world, name) => {
  const looked = Object.entries(gallery).filter(([, { often }]) => long || often);
  const isOpen = ([, { closedIn }]: [string, Kind]) => !closedIn?.includes(name);
  const open = looked.filter(isOpen);
  const closed = looked.filter((one) => !isOpen(one));

  it(`has marker, key, toast, undo and card on ${open.length} kinds of pages`, async () => {
    await walk(world(), open, tryOpen);
  });

  it(`says in the popup why ${closed.length} kinds of pages have neither marker nor card, and makes tasks of them`, async () => {
    await walk(world(), closed, tryClosed);
  });

  it('says at once that what is no web page can have no task', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const page = await browser.openPage('about:blank');
    for (const [what, goTo] of Object.entries(elsewhere(name, site.url))) {
      await goTo(page);
      await page.activate();
      const popup = await browser.openPopup();
      await popup.waitForText('This works on web pages only.');
      await popup.waitUntilEnabled('button', 'Add this page as a task', false);
      await popup.waitUntilEnabled('button', 'Tasks on this page', false);
      await popup.close();
      expect((await ask(desk, 'tasks.page', { from: 0 })).tasks, what).toEqual([]);
    }
  });
});

/** @param task the name of the open task that the page has */
type Try = (browser: Browser, page: Surface, task: string, kind: Kind, desk: Surface) => Promise<void>;

const nameOf = (kind: string) => `Read the page ${kind}`;

/** Goes through kinds of pages in a few tabs, each of which has an open task. Expects that all of them work. */
async function walk(world: World, kinds: [string, Kind][], tryOut: Try): Promise<void> {
  const { browser, site } = world;
  const pages = await serveKinds(gallery, site.url);
  try {
    const desk = await openDesk(world);
    await createSignedIn(world, desk);
    await allowHost(world, '127.0.0.1');
    const addressOf = (kind: string, { path }: Kind) => pages.url + (path ?? pathOf(kind));
    const tasks = kinds.map(([kind, page]) => ({
      taskId: randomUUID(),
      name: nameOf(kind),
      createdOn: '2026-01-31',
      completedOn: '',
      source: { title: kind, url: addressOf(kind, page) },
    }));
    await ask(desk, 'tasks.import', { tasks });

    let tab = await browser.openPage('about:blank');
    const failed: Record<string, string> = {};
    const another = async () => {
      await tab.close();
      tab = await browser.openPage('about:blank');
    };
    for (const [at, [kind, about]] of kinds.entries()) {
      // Faster than any person, it would soon have asked as often as a tab may.
      if (at % 3 === 2) await another();
      const url = pages.url + pathOf(kind);
      const look = async () => {
        const page = (await about.visit?.(tab, url, browser)) ?? tab;
        if (!about.visit) await page.goto(url);
        await tryOut(browser, page, nameOf(kind), about, desk);
        await about.restore?.(page, desk);
      };
      try {
        await inTime(kind, look(), longest);
      } catch (error) {
        failed[kind] = `${error}. There is: ${await tab.card().text().catch(String)}`;
        // What still waits for something on this page ends with it.
        await another();
      }
    }
    expect(failed).toEqual({});
  } finally {
    await pages.close();
  }
}

const tryOpen: Try = async (browser, page, task, { name, step }, desk) => {
  const card = page.card();
  await card.waitFor('button', marker);
  if (step) {
    await step(page, desk);
    await card.waitFor('button', marker);
  }
  await browser.pressShortcut(page, shortcut);
  const said = await card.waitForText(/"(.+)" was created\./);
  if (name) expect(said).toContain(`"${name}" was created.`);
  await card.click('button', 'Undo');
  await card.waitForText(/" was removed\./);
  await card.click('button', 'Close');
  await card.click('button', marker);
  await card.click('button', `Complete ${task}`);
  await card.waitForText(`"${task}" was completed.`);
  await page.press('Escape');
  await until('the card to go', async () => (await card.text()) === '');
};

const tryClosed: Try = async (browser, page) => {
  const popup = await browser.openPopup(() => browser.pressShortcut(page, shortcut));
  await popup.waitForText('was created.');
  await popup.waitForText("Tasks can't be shown on this page.");
  await popup.waitUntilEnabled('button', 'Tasks on this page', false);
  await popup.waitUntilEnabled('button', 'Add this page as a task');
  await popup.click('button', 'Undo');
  await popup.waitForNoText('was created.');
  await popup.close();
  expect(await page.card().text()).toBe('');
};

/** Ways to what is no web page, or none that an extension may look at. */
function elsewhere(browser: BrowserName, site: string): Record<string, (page: Surface) => Promise<unknown>> {
  const own = browser === 'chromium' ? 'chrome://version/' : 'about:license';
  return {
    'an empty page': (page) => page.goto('about:blank'),
    'an address of data': (page) => page.goto('data:text/html,<title>Data</title><p>Text'),
    "a page of the browser's": (page) => page.goto(own),
    'a source': (page) => page.goto(`view-source:${site}/handbook`),
    async 'a blob'(page) {
      await page.goto(`${site}/handbook`);
      await page.evaluate(() => {
        location.href = URL.createObjectURL(new Blob(['<p>A blob'], { type: 'text/html' }));
      });
      await page.waitForText('A blob');
    },
  };
}

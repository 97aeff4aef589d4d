import { expect, it } from 'vitest';
import { enterPassword, showCard } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import type { Task } from '../../../src/domain/task.ts';
import { createAccount, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium, inEachBrowser } from '../world/each-browser.ts';
import { servePages } from './served-pages.ts';

const menu = {
  page: { id: 'page', label: 'Make a task of this page' },
  selection: { id: 'selection', label: 'Make a task of “Three boxes of paper”' },
  link: { id: 'link', label: 'Make a task of this link' },
};
const shortcut = { command: 'capture', key: 'K' };
const keyword = 'task';

inEachBrowser('a capture', (world) => {
  it('by menu, keyboard, popup and address bar makes the same task of a page, once', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const made = {
      name: 'Handbook',
      project: 'N/A',
      due: '',
      description: '',
      source: { title: 'Handbook', url: `${site.url}/handbook#part` },
    };
    const page = await browser.openPage(`${site.url}/handbook?utm_source=mail#part`);
    const body = await middleOf(page, 'h1');
    const ways = {
      menu: () => browser.chooseFromMenu(page, body, menu.page),
      keyboard: () => browser.pressShortcut(page, shortcut),
      'address bar': () => browser.enterKeyword(page, keyword, 'Handbook'),
    };
    for (const [way, capture] of Object.entries(ways)) {
      await capture();
      await page.card().waitForText('"Handbook" was created.');
      expect(await tasksOf(desk), way).toMatchObject([made]);
      await capture();
      await page.card().waitForText('"Handbook" is in your tasks already.');
      expect(await tasksOf(desk), way).toHaveLength(1);
      await ask(desk, 'tasks.delete', { taskIds: (await tasksOf(desk)).map(({ taskId }) => taskId) });
      await page.goto(`${site.url}/handbook?from=${way.length}`);
      await page.goto(`${site.url}/handbook?utm_source=mail#part`);
    }
    await page.activate();
    const popup = await browser.openPopup();
    await popup.click('button', 'Add this page as a task');
    await popup.waitForText('"Handbook" was created.');
    const { bottom, height } = await popup.evaluate(() => ({
      bottom: document.querySelector('.note')?.getBoundingClientRect().bottom,
      height: innerHeight,
    }));
    expect(bottom, 'the notice is in sight, however low the popup is').toBeLessThanOrEqual(height);
    expect(await tasksOf(desk)).toMatchObject([made]);
    await popup.click('button', 'Undo');
    await until('the task to be gone', async () => (await tasksOf(desk)).length === 0);
  });

  it('of a selection or a link keeps its words and where it stood, and is undone by one press', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    const page = await browser.openPage(`${site.url}/invoices/41`);
    await page.evaluate(() => {
      const text = [...document.querySelectorAll('p')].find((one) =>
        one.innerText.startsWith('Three boxes'),
      )?.firstChild;
      if (text) getSelection()?.setBaseAndExtent(text, 0, text, 'Three boxes of paper'.length);
    });
    await browser.chooseFromMenu(page, await middleOf(page, 'p:nth-of-type(2)', 40), menu.selection);
    await page.card().waitForText('"Three boxes of paper" was created.');
    const source = { title: 'Invoice 41', url: `${site.url}/invoices/41` };
    expect(await tasksOf(desk)).toMatchObject([{ name: 'Three boxes of paper', source }]);
    await page.card().click('button', 'Undo');
    await page.card().waitForText('"Three boxes of paper" was removed.');
    expect(await tasksOf(desk)).toEqual([]);

    await page.evaluate(() => getSelection()?.removeAllRanges());
    await browser.chooseFromMenu(page, await middleOf(page, 'a'), menu.link);
    await page.card().waitForText('"The handbook" was created.');
    expect(await tasksOf(desk)).toMatchObject([
      { name: 'The handbook', source: { title: 'The handbook', url: `${site.url}/handbook` } },
    ]);

    await browser.enterKeyword(page, keyword, 'pay it 2026-12-24 #office');
    await page.card().waitForText('"pay it" was created.');
    expect((await tasksOf(desk)).find(({ name }) => name === 'pay it')).toMatchObject({
      due: '2026-12-24',
      project: 'office',
      source,
    });
  });

  it('PG8: of one of two links with one address has the words of the clicked one', async () => {
    const { browser } = world();
    const link = (text: string) => `<p><a href="/to" id="${text}">${text} link</a></p>`;
    const pages = await servePages({ '/': { title: 'Links', body: link('first') + link('second') } });
    try {
      const desk = await openDesk(world());
      await createSignedIn(world(), desk);
      const page = await browser.openPage(`${pages.url}/`);
      for (const which of ['second', 'first']) {
        await page.evaluate(() => document.querySelector('a')?.blur());
        await browser.chooseFromMenu(page, await middleOf(page, `#${which}`), menu.link);
        await page.card().waitForText(`"${which} link" was created.`);
        await page.card().click('button', 'Close');
      }
    } finally {
      await pages.close();
    }
  });

  it('PG9: by keyboard has the words that are selected in a frame', async () => {
    const { browser } = world();
    const frame = '<p>Words of a frame</p>';
    const pages = await servePages({
      '/': { title: 'Frames', body: `<p>Words of the page</p><iframe src="/frame"></iframe>` },
      '/frame': { title: 'Frame', body: frame },
    });
    try {
      const desk = await openDesk(world());
      await createSignedIn(world(), desk);
      const page = await browser.openPage(`${pages.url}/`);
      await until('the frame to load', () =>
        page.evaluate(() => frames[0]?.document.querySelector('p') !== null && frames.length === 1),
      );
      await page.evaluate(() => {
        const inner = frames[0];
        const words = inner?.document.querySelector('p');
        if (words) inner?.getSelection()?.selectAllChildren(words);
        inner?.focus();
      });
      await browser.pressShortcut(page, shortcut);
      await page.card().waitForText('"Words of a frame" was created.');
      expect(await tasksOf(desk)).toMatchObject([{ source: { title: 'Frames', url: `${pages.url}/` } }]);
    } finally {
      await pages.close();
    }
  });

  it('of a guest waits, says where to sign in, and becomes a task at the sign-in', async () => {
    const { browser, site } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    const page = await browser.openPage(`${site.url}/handbook`);
    await browser.pressShortcut(page, shortcut);
    await page.card().waitForText('Sign in, and "Handbook" becomes a task.');
    await browser.stopBackground();
    await page.activate();
    const popup = await browser.openPopup();
    await popup.waitForText('Sign in, and "Handbook" becomes a task.');
    await enterPassword(popup, person);
    await popup.waitForText('"Handbook" was created.');
    expect(await tasksOf(desk)).toMatchObject([
      { name: 'Handbook', source: { url: `${site.url}/handbook` } },
    ]);
  });
});

inChromium('a capture without the cloud', (world) => {
  it('is kept and shown at once, outlives the background, and is sent when the cloud is back', async () => {
    const { browser, site, control } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    await control.fault({ match: '*', kind: 'hang', times: 1000 });
    const page = await browser.openPage(`${site.url}/handbook`);
    await browser.pressShortcut(page, shortcut);
    await page.card().waitForText('"Handbook" was created.');
    await control.noFaults();
    await control.fault({ match: '*', kind: 'fail', status: 503, times: 1000 });
    await browser.enterKeyword(page, keyword, 'Sign it');
    await page.card().waitForText('"Sign it" was created.');
    await page.goto(`${site.url}/invoices/41`);
    const card = await showCard(browser, page);
    await card.waitForText('The server had an error. Try again later.'); // the list, which was never read
    await card.click('button', 'Make a task of this page');
    await card.waitForText('"Invoice 41" was created.');
    const panel = await browser.openPage('/src/sidepanel/index.html');
    await panel.waitFor('button', 'Complete Handbook');
    await browser.stopBackground();
    await panel.goto(`${browser.origin}/src/sidepanel/index.html`);
    await panel.waitFor('button', 'Complete Sign it');
    await expect.poll(async () => (await panel.text()).match(/waiting to be sent/g)).toHaveLength(3);

    await control.noFaults();
    await panel.click('button', 'Refresh');
    await panel.waitForNoText('waiting to be sent');
    const { 'TasksAPI POST /tasks': before } = await control.calls();
    await ask(desk, 'tasks.refresh');
    expect((await tasksOf(desk)).map(({ name }) => name).sort()).toEqual([
      'Handbook',
      'Invoice 41',
      'Sign it',
    ]);
    expect((await control.calls())['TasksAPI POST /tasks']).toBe(before);
  });
});

async function tasksOf(desk: Surface): Promise<Task[]> {
  return (await ask(desk, 'tasks.page', { from: 0 })).tasks;
}

/** @param left how far from its left edge instead of the middle, in CSS pixels */
function middleOf(page: Surface, selector: string, left?: number): Promise<{ x: number; y: number }> {
  return page.evaluate(
    (wanted: string, offset: number | null) => {
      const box = document.querySelector(wanted)?.getBoundingClientRect();
      if (!box) throw new Error(`The page has no ${wanted}`);
      return { x: box.x + (offset ?? box.width / 2), y: box.y + box.height / 2 };
    },
    selector,
    left ?? null,
  );
}

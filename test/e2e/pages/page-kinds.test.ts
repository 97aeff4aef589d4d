import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { expectAccessibleCard } from '../screens/accessible.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { servePages } from './served-pages.ts';

const marker = 'Open tasks of this page: 1';
const headers = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
};

inEachBrowser('marker and card', (world) => {
  it('look as they should under the strictest policy, right to left too, and do the same to ever so many nodes as to ten', async () => {
    const { browser } = world();
    const pages = await servePages({
      '/empty': { title: 'Empty', body: '' },
      '/small': { title: 'Small', body: '<p>word</p>'.repeat(10), headers },
      '/large': { title: 'Large', body: '<p>word</p>'.repeat(10_000), root: 'dir="rtl" lang="ar"', headers },
    });
    try {
      await createSignedIn(world(), await openDesk(world()));
      await allowHost(world(), '127.0.0.1');
      const empty = await browser.openPage(`${pages.url}/empty`);
      const done: Record<string, string[]> = {};
      for (const name of ['Small', 'Large']) {
        const page = await browser.openPage(`${pages.url}/${name.toLowerCase()}`);
        const card = page.card();
        await browser.pressShortcut(page, { command: 'capture', key: 'K' });
        await card.waitForText(`"${name}" was created.`);
        expect(await looks(page)).toMatchObject({
          display: 'grid',
          borderRadius: '12px',
          isAtTheRight: true,
        });
        if (name === 'Small') await expectAccessibleCard(page, empty, 'the notice');
        await card.click('button', 'Close');
        await card.waitFor('button', marker);
        expect(await looks(page)).toMatchObject({
          display: 'flex',
          borderRadius: '16px',
          isAtTheRight: true,
        });
        if (name === 'Small') await expectAccessibleCard(page, empty, 'the marker');
        await watch(page);
        await card.click('button', marker);
        await card.waitFor('button', `Complete ${name}`);
        if (name === 'Small') await expectAccessibleCard(page, empty, 'the card');
        await page.press('Escape');
        await card.waitFor('button', marker);
        await byKeyboard(page, name);
        done[name] = await page.evaluate(() => globalThis.changes);
      }
      expect(done.Small).toEqual(done.Large);
      // The card, the marker again, twice: each comes whole, and nothing else is touched.
      expect([...new Set(done.Large)].sort()).toEqual(['BODY +DIV', 'BODY -DIV']);
      expect(done.Large?.filter((one) => one === 'BODY +DIV')).toHaveLength(4);
    } finally {
      await pages.close();
    }
  });
});

/** The marker has the focus, as the card had it that was just closed. */
async function byKeyboard(page: Surface, name: string): Promise<void> {
  const card = page.card();
  await page.press('Enter');
  await card.waitFor('button', `Complete ${name}`);
  await page.press('Tab'); // to Close
  await page.press('Tab');
  await page.press(' ');
  await card.waitForText(`"${name}" was completed.`);
  await page.press('Enter'); // Undo has the focus
  await card.waitFor('button', `Complete ${name}`);
  await page.press('Escape');
  await card.waitFor('button', marker);
}

declare global {
  /** The changes of the page's tree, in words. */
  var changes: string[];
}

function watch(page: Surface): Promise<void> {
  return page.evaluate(() => {
    globalThis.changes = [];
    const names = (nodes: NodeList) => [...nodes].map((one) => one.nodeName).join(' ');
    new MutationObserver((records) => {
      for (const { type, target, addedNodes, removedNodes } of records) {
        if (type !== 'childList') globalThis.changes.push(`${target.nodeName} ${type}`);
        if (addedNodes.length > 0) globalThis.changes.push(`${target.nodeName} +${names(addedNodes)}`);
        if (removedNodes.length > 0) globalThis.changes.push(`${target.nodeName} -${names(removedNodes)}`);
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

async function looks(page: Surface): Promise<Record<string, unknown>> {
  const [root] = await page.port.closedRoots();
  if (!root) throw new Error('Nothing is shown');
  return root.call(function (this: ShadowRoot) {
    const inside = this.querySelector('.card, button');
    if (!inside) throw new Error('Nothing is in it');
    const { display, borderRadius } = getComputedStyle(inside);
    return { display, borderRadius, isAtTheRight: inside.getBoundingClientRect().left > innerWidth / 2 };
  });
}

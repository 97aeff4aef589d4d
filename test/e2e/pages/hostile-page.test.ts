import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { hostileStyles, lieInWait } from './hostile-page.ts';
import { servePages } from './served-pages.ts';

const marker = 'Open tasks of this page: 1';
const secrets = ['Quarterly zebra', 'walrus'];

inEachBrowser('a hostile page', (world) => {
  it('reads nothing of the notice, the marker and the card, presses none of their buttons and changes no style', async () => {
    const { browser } = world();
    const pages = await servePages({
      '/': { title: 'A page', body: '<h1>A page</h1>', script: lieInWait },
    });
    try {
      const desk = await openDesk(world());
      await createSignedIn(world(), desk);
      await allowHost(world(), '127.0.0.1');
      const page = await browser.openPage(`${pages.url}/`);
      const gets = () => page.evaluate((words: string[]) => globalThis.spy(words), secrets);

      await browser.enterKeyword(page, 'task', 'Quarterly zebra tomorrow #walrus');
      await page.card().waitForText('"Quarterly zebra" was created.');
      await page.port.click(await middle(page, '.notice')); // where the pointer rests, the notice stays
      expect(await gets(), 'of the notice').toEqual([]);
      await page.card().click('button', 'Close');

      await page.card().waitFor('button', marker);
      await page.port.click({ x: 5, y: 5 }); // the pointer rests on nothing
      const before = await looks(page);
      await page.evaluate((css: string) => {
        const style = document.createElement('style');
        style.textContent = css;
        document.head.append(style);
        for (const host of document.querySelectorAll('div[popover]'))
          host.setAttribute('style', css.match(/div \{([^}]*)/)?.[1] ?? '');
      }, hostileStyles);
      expect(await looks(page), 'the marker').toEqual(before);
      await page.evaluate(() => {
        for (const host of document.querySelectorAll('div[popover]')) host.removeAttribute('style');
      });
      expect(await gets(), 'of the marker').toEqual([]);
      expect(await page.card().text()).not.toContain('Tasks of this page');

      await page.card().click('button', marker);
      await page.card().waitFor('button', 'Complete Quarterly zebra');
      expect((await looks(page)).card).toMatchObject({ display: 'grid', fontSize: '14px', direction: 'ltr' });
      await page.port.click(await middle(page, 'li .painted'));
      await page.port.click(await middle(page, 'li .painted'));
      expect(await gets(), 'of the card').toEqual([]);
      await page.card().waitFor('button', 'Complete Quarterly zebra');
      expect((await ask(desk, 'tasks.page', { from: 0 })).tasks).toMatchObject([
        { name: 'Quarterly zebra', completed: false },
      ]);

      if (browser.name === 'firefox') {
        // It told the page of the card's outer root, and the page has changed things there: nothing is done from there.
        await page.card().click('button', 'Complete Quarterly zebra');
        await page.card().waitForText('This page moves or covers the card');
        expect((await ask(desk, 'tasks.page', { from: 0 })).tasks).toMatchObject([{ completed: false }]);
        await page.press('Escape');
        await page.card().click('button', marker);
      }
      await page.card().click('button', 'Complete Quarterly zebra');
      await page.card().waitForText('"Quarterly zebra" was completed.');
      expect(await gets(), 'of what was done').toEqual([]);
      expect((await ask(desk, 'tasks.page', { from: 0 })).tasks).toMatchObject([{ completed: true }]);
    } finally {
      await pages.close();
    }
  });
});

/** How the host of what is shown, and what is in it, are computed to look. */
async function looks(page: Surface): Promise<Record<'host' | 'card', Record<string, string>>> {
  const [root] = await page.port.closedRoots();
  if (!root) throw new Error('Nothing is shown');
  return root.call(function (this: ShadowRoot) {
    const computed = (element: Element | null) => {
      const names = ['display', 'position', 'opacity', 'transform', 'zIndex', 'visibility', 'direction'];
      const inner = ['color', 'backgroundColor', 'fontSize', 'fontFamily', 'pointerEvents', 'inlineSize'];
      const style = element && getComputedStyle(element);
      return Object.fromEntries(
        [...names, ...inner].map((name) => [name, String(style && Reflect.get(style, name))]),
      );
    };
    return { host: computed(this.host), card: computed(this.querySelector('.card, button')) };
  });
}

async function middle(page: Surface, selector: string): Promise<{ x: number; y: number }> {
  const [root] = await page.port.closedRoots();
  if (!root) throw new Error('Nothing is shown');
  return root.call(function (this: ShadowRoot, wanted: string) {
    const box = this.querySelector(wanted)?.getBoundingClientRect();
    if (!box) throw new Error(`There is no ${wanted}`);
    return { x: box.x + 20, y: box.y + box.height / 2 };
  }, selector);
}

import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { measureEverything } from './measuring-page.ts';
import { servePages } from './served-pages.ts';

/** Worlds that differ in what the page must not learn: letters, words, lines, digits, script, direction. */
const worlds = {
  short: { name: 'il', rest: '#i' },
  long: { name: 'Quarterly MMMM zebra W W W with 12345 walruses and more of it', rest: '#MMMM 2030-12-24' },
  hebrew: { name: 'שלום עולם', rest: '#i' },
};

inEachBrowser('geometry', (world) => {
  it('SE1, SE2, SE3: is the same for a page, whatever the tasks say', async () => {
    const { browser } = world();
    const page = { title: 'A page', body: '<h1>A page</h1>', script: measureEverything };
    const pages = await servePages({ '/short': page, '/long': page, '/hebrew': page });
    try {
      await createSignedIn(world(), await openDesk(world()));
      await allowHost(world(), '127.0.0.1');
      const seen: Record<string, Record<string, unknown>> = {};
      for (const [path, task] of Object.entries(worlds)) {
        const open = await browser.openPage(`${pages.url}/${path}`);
        await browser.enterKeyword(open, 'task', `${task.name} ${task.rest}`);
        await open.card().waitForText(`"${task.name}" was created.`);
        await open.port.click(await middle(open, '.notice'));
        await open.card().click('button', 'Close');
        await open.card().click('button', 'Open tasks of this page: 1');
        await open.card().waitFor('button', `Complete ${task.name}`);
        await open.port.click(await middle(open, 'h2'));
        await open.press('Tab');
        seen[path] = await open.evaluate(() => globalThis.measure());
        await open.close();
      }
      const { short = {}, ...others } = seen;
      for (const [path, other] of Object.entries(others))
        for (const technique of Object.keys(short))
          expect
            .soft(withoutPath(other[technique]), `${technique}: ${path}`)
            .toEqual(withoutPath(short[technique]));
      expect(Object.keys(short)).toHaveLength(techniques);
    } finally {
      await pages.close();
    }
  });
});

/** As SECURITY.md says, those of `measuring-page.ts`. */
const techniques = 35;

/** The pages differ by their paths alone. */
const withoutPath = (seen: unknown): string =>
  JSON.stringify(seen ?? null).replaceAll(/\/(short|long|hebrew)\b/g, '/path');

async function middle(page: Surface, selector: string): Promise<{ x: number; y: number }> {
  const [root] = await page.port.closedRoots();
  if (!root) throw new Error('Nothing is shown');
  return root.call(function (this: ShadowRoot, wanted: string) {
    const box = this.querySelector(wanted)?.getBoundingClientRect();
    if (!box) throw new Error(`There is no ${wanted}`);
    return { x: box.x + 20, y: box.y + box.height / 2 };
  }, selector);
}

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { expect } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Folder for a picture of each checked screen: `PICTURES=folder npm test -- e2e`. */
const album = process.env.PICTURES;

/**
 * The same of what the extension shows on a page. No script can enter it there: its very markup and styles are looked at on
 * another page, an empty one.
 */
export async function expectAccessibleCard(page: Surface, empty: Surface, screen: string): Promise<void> {
  const roots = await page.port.closedRoots();
  const shown = await Promise.all(
    roots.map((root) =>
      root.call(function (this: ShadowRoot) {
        const rules = this.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
        return { markup: this.innerHTML, styles: rules.map(({ cssText }) => cssText).join('\n') };
      }),
    ),
  );
  expect(shown.map(({ styles }) => styles).join()).toContain('popover-open');
  await empty.evaluate((copied: typeof shown) => {
    const [outer, ...inner] = copied;
    const open = (host: Element | undefined, { markup, styles }: (typeof copied)[number]) => {
      const copy = host?.attachShadow({ mode: 'open' });
      if (!copy) throw new Error('A root has no place');
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      copy.adoptedStyleSheets = [sheet];
      copy.innerHTML = markup;
      return copy;
    };
    const host = document.createElement('aside');
    host.popover = 'manual';
    if (!outer) throw new Error('Nothing is shown');
    const places = [...open(host, outer).querySelectorAll('.painted, .said')];
    for (const [at, one] of inner.entries()) open(places[at], one);
    // Axe reads no pixels: it sees the colours on a text beside them.
    for (const place of places)
      for (const canvas of place.shadowRoot?.querySelectorAll('canvas') ?? [])
        canvas.after(Object.assign(document.createElement('span'), { textContent: canvas.ariaLabel }));
    document.body.replaceChildren(document.createElement('main'), host);
    host.showPopover();
  }, shown);
  await empty.activate();
  await expectAccessible(empty, screen);
  await page.activate();
}

/** Expects that axe finds nothing serious on a screen; in both themes, since colours are most of it. */
export async function expectAccessible(surface: Surface, screen: string): Promise<void> {
  if (!(await surface.evaluate(() => 'axe' in globalThis))) await surface.port.addScript(axe);
  for (const theme of ['light', 'dark'] as const) {
    await surface.setTheme(theme);
    const picture = await surface.screenshot(); // waits until colours have changed
    if (album) {
      await mkdir(album, { recursive: true });
      await writeFile(join(album, `${screen.replaceAll(' ', '-')}-${theme}.png`), picture);
    }
    const { violations } = await surface.evaluate(
      (rules: string[]) =>
        Reflect.get(globalThis, 'axe').run(document, {
          resultTypes: ['violations'],
          ...(rules.length && { runOnly: { type: 'rule', values: rules } }),
        }) as Promise<AxeResults>,
      theme === 'light' ? [] : ['color-contrast'], // of all that axe looks for, a theme changes this alone
    );
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.html).join(' ')}`);
    expect(serious, `${screen}, ${theme}`).toEqual([]);
  }
}

/** Expects that nothing is cut off or needs scrolling sideways in a panel of 400 px whose text is made twice as large. */
export async function expectFitsAtDoubleSize(surface: Surface, screen: string): Promise<void> {
  await surface.setSize(200, 600);
  const { wide, cut } = await surface.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const isCut = (element: Element) => {
      const { left, right } = element.getBoundingClientRect();
      return element.checkVisibility({ visibilityProperty: true }) && (left < -1 || right > clientWidth + 1);
    };
    const controls = [...document.querySelectorAll('button, a, input, select, textarea')];
    return { wide: scrollWidth - clientWidth, cut: controls.filter(isCut).map((one) => one.outerHTML) };
  });
  expect({ wide, cut }, `${screen} at double size`).toEqual({ wide: 0, cut: [] });
  await surface.setSize(400, 700);
}

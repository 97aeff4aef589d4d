/** What is shown on a page is seen there, can be used, and stays, whatever else the page shows or does. */
import { expect, it } from 'vitest';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { allowHost, createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { servePages } from './served-pages.ts';

const shortcut = { command: 'capture', key: 'K' };
const marker = 'Open tasks of this page: 1';

/** Elements with the names of everything that a script may ask a page or its window for. */
const named = `<form name="body"></form><img name="documentElement"><img name="createElementNS">
  <img name="querySelectorAll"><img name="activeElement"><img name="readyState"><img name="hidden">
  <img name="addEventListener"><img name="head">
  ${[
    'countersignCard',
    'countersignMarker',
    'countersignHosts',
    'card',
    'marker',
    'hosts',
    'world',
    'navigation',
    'chrome',
    'browser',
    'setTimeout',
  ]
    .map((id) => `<a id="${id}" href="#${id}"></a>`)
    .join('')}
  <form name="a form" tabindex="0"><input name="parentNode"><input name="isConnected"><input name="focus"></form>`;

const inClosedRoot = 'a modal dialog in a closed root';

/** Does what makes other things come above the card, or makes everything but themselves inert. Each refers to nothing around it. */
const above = {
  'a modal dialog': () => {
    const dialog = document.createElement('dialog');
    dialog.innerHTML = '<p>A question</p><button>Answer</button>';
    document.body.append(dialog);
    dialog.showModal();
  },
  'a modal dialog within another': () => {
    const outer = document.createElement('dialog');
    const inner = document.createElement('dialog');
    outer.append(inner, document.createElement('button'));
    document.body.prepend(outer);
    outer.showModal();
    inner.showModal();
  },
  [inClosedRoot]: () => {
    const host = document.createElement('section');
    document.body.append(host);
    const root = host.attachShadow({ mode: 'closed' });
    root.innerHTML = '<dialog><button>Answer</button></dialog>';
    root.querySelector('dialog')?.showModal();
  },
  'a popover as large as the page': () => {
    const popover = document.createElement('section');
    popover.popover = 'manual';
    popover.style.cssText = 'inset: 0; width: 100vw; height: 100vh; border: 0';
    document.body.append(popover);
    popover.showPopover();
  },
  'a transformed document': () => {
    document.documentElement.style.cssText =
      'transform: translate(-9000px, 30px) scale(.2); filter: blur(1px)';
  },
  'an inert body': () => {
    document.body.inert = true;
  },
};

inEachBrowser('what is shown on a page', (world) => {
  it('PG2: is above modal dialogs, popovers and transformed pages, and usable', async () => {
    const { browser } = world();
    const paths = Object.keys(above).map((_, at) => `/${at}`);
    const pages = await servePages(
      Object.fromEntries(paths.map((path) => [path, { title: `Page ${path}`, body: '<h1>A page</h1>' }])),
    );
    try {
      await createSignedIn(world(), await openDesk(world()));
      await allowHost(world(), '127.0.0.1');
      for (const [at, [what, cover]] of Object.entries(above).entries()) {
        // WebDriver finds nothing in a closed root of the page's.
        if (browser.name === 'firefox' && what === inClosedRoot) continue;
        const name = `Page /${at}`;
        const page = await browser.openPage(`${pages.url}/${at}`);
        const card = page.card();
        await browser.pressShortcut(page, shortcut);
        await card.waitForText(`"${name}" was created.`);
        await card.click('button', 'Close');
        await card.waitFor('button', marker);
        await page.evaluate(cover);
        try {
          await card.click('button', marker);
          await card.click('button', `Complete ${name}`);
          await card.waitForText(`"${name}" was completed.`);
          await card.click('button', 'Undo');
          await card.waitFor('button', `Complete ${name}`);
          await card.click('button', 'Close');
          await page.press('Tab'); // into what is in front, wherever that is
          await card.waitFor('button', marker);
        } catch (error) {
          throw new Error(`On a page with ${what}`, { cause: error });
        }
        await page.close();
      }
    } finally {
      await pages.close();
    }
  });

  it('PG2: is usable in full screen, and says on the card where it is not usable', async () => {
    const { browser } = world();
    const body = '<button id="full" style="font-size: 2em">Full screen</button>';
    const pages = await servePages({ '/': { title: 'A page', body } });
    try {
      await createSignedIn(world(), await openDesk(world()));
      const page = await browser.openPage(`${pages.url}/`);
      const card = page.card();
      await browser.pressShortcut(page, shortcut);
      await card.waitForText('"A page" was created.');
      await page.evaluate(() => {
        document
          .querySelector('#full')
          ?.addEventListener('click', () => void document.body.requestFullscreen());
      });
      await page.click('button', 'Full screen');
      await until('full screen', () => page.evaluate(() => document.fullscreenElement !== null));
      // Where it has just moved, it is pressed in vain.
      await until('the press to count', async () => {
        if ((await card.count('button', 'Undo')) > 0) await card.click('button', 'Undo');
        return (await card.text()).includes('"A page" was removed.');
      });
      await page.evaluate(() => document.exitFullscreen());
      await page.evaluate(() => {
        document.documentElement.inert = true;
      });
      await card.waitForText('This page moves or covers the card');
      await page.evaluate(() => {
        document.documentElement.inert = false;
      });
      await card.waitForNoText('This page moves or covers the card');
    } finally {
      await pages.close();
    }
  });

  it('PG3: comes back after the page has replaced its children, and gives in to one that takes it away each time', async () => {
    const { browser } = world();
    const pages = await servePages({ '/': { title: 'A page', body: '<h1>A page</h1>' } });
    try {
      await createSignedIn(world(), await openDesk(world()));
      await allowHost(world(), '127.0.0.1');
      const page = await browser.openPage(`${pages.url}/`);
      await browser.pressShortcut(page, shortcut);
      await page.card().waitForText('"A page" was created.');
      await page.card().click('button', 'Close');
      await page.card().waitFor('button', marker);
      await page.evaluate(() => document.documentElement.replaceChildren(document.createElement('body')));
      await page.card().waitFor('button', marker);
      await page.card().click('button', marker);
      await page.card().waitFor('button', 'Complete A page');
      const removals = await page.evaluate(async () => {
        let removed = 0;
        const take = () => {
          const shown = document.querySelector('div[popover]');
          if (shown) removed++;
          shown?.remove();
        };
        new MutationObserver(take).observe(document, { childList: true, subtree: true });
        take();
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return removed;
      });
      expect(removals).toBeGreaterThan(1);
      expect(removals).toBeLessThan(100);
    } finally {
      await pages.close();
    }
  });

  it('PG4: comes after the page has loaded, behind all else in its body', async () => {
    const { browser } = world();
    const pages = await servePages({
      '/': { title: 'A page', body: '<h1>A page</h1>', script: watchFromTheStart },
    });
    try {
      await createSignedIn(world(), await openDesk(world()));
      await allowHost(world(), '127.0.0.1');
      const page = await browser.openPage(`${pages.url}/`);
      await browser.pressShortcut(page, shortcut);
      await page.card().waitForText('"A page" was created.');
      await page.card().click('button', 'Close');
      await page.card().waitFor('button', marker);
      await page.goto(`${pages.url}/`);
      await page.card().waitFor('button', marker);
      expect(await page.evaluate(() => globalThis.strangers)).toEqual(['BODY, last, after load']);
    } finally {
      await pages.close();
    }
  });

  it('SE12: is shown on a page with elements of all names', async () => {
    const { browser } = world();
    const pages = await servePages({ '/': { title: 'A page', body: named } });
    try {
      await createSignedIn(world(), await openDesk(world()));
      await allowHost(world(), '127.0.0.1');
      const page = await browser.openPage(`${pages.url}/`);
      await browser.pressShortcut(page, shortcut);
      await page.card().waitForText('"A page" was created.');
      await page.card().click('button', 'Close');
      await page.card().waitFor('button', marker);
      await page.evaluate(() => document.querySelector<HTMLElement>('form[tabindex]')?.click());
      await page.evaluate(() => {
        const form = document.querySelector('form[tabindex]');
        if (form) HTMLElement.prototype.focus.call(form);
      });
      await page.card().click('button', marker);
      await page.card().waitFor('button', 'Complete A page');
      await page.press('Escape');
      await page.card().waitFor('button', marker);
    } finally {
      await pages.close();
    }
  });

  it('SE11: does nothing where a page covers it in part, or wholly by what lets presses through', async () => {
    const { browser } = world();
    const pages = await servePages({ '/': { title: 'A page', body: '<h1>A page</h1>' } });
    try {
      const desk = await openDesk(world());
      await createSignedIn(world(), desk);
      await allowHost(world(), '127.0.0.1');
      const page = await browser.openPage(`${pages.url}/`);
      const card = page.card();
      await browser.pressShortcut(page, shortcut);
      await card.waitForText('"A page" was created.');
      await card.click('button', 'Close');
      await card.click('button', marker);
      await card.waitFor('button', 'Complete A page');
      // Firefox tells of nothing that lets presses through.
      for (const way of browser.name === 'firefox' ? ['part'] : ['part', 'whole']) {
        await page.evaluate(coverCard, way);
        await card.waitForText('This page moves or covers the card');
        await page.port.click(await middle(page, '.check'));
        await page.evaluate(() => document.querySelector('section')?.remove());
        await card.waitForNoText('This page moves or covers the card');
        expect((await ask(desk, 'tasks.page', { from: 0 })).tasks).toMatchObject([{ completed: false }]);
      }
      await card.click('button', 'Complete A page');
      await card.waitForText('"A page" was completed.');
    } finally {
      await pages.close();
    }
  });
});

declare global {
  /** Where something came that is none of the page's own: in what, behind what, and when. */
  var strangers: string[];
}

function watchFromTheStart(): void {
  globalThis.strangers = [];
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records)
      for (const one of addedNodes)
        if (one instanceof HTMLElement && one.popover) {
          const place = one.nextSibling ? 'not last' : 'last';
          const when = document.readyState === 'complete' ? 'after load' : 'before load';
          globalThis.strangers.push(`${target.nodeName}, ${place}, ${when}`);
        }
  }).observe(document, { childList: true, subtree: true });
}

/** Lays something over the card, again and again, that lets presses through to it. */
function coverCard(how: string): void {
  const box = document.querySelector('div[popover]')?.getBoundingClientRect();
  if (!box) throw new Error('Nothing is shown');
  const cover = document.createElement('section');
  cover.popover = 'manual';
  cover.style.cssText =
    how === 'whole'
      ? 'inset: 0; width: 100vw; height: 100vh; border: 0; pointer-events: none'
      : `inset: auto; margin: 0; left: ${box.left + 60}px; top: ${box.top}px; width: 300px; height: 400px`;
  document.body.append(cover);
  const rise = () => {
    if (!cover.isConnected) return;
    cover.hidePopover();
    cover.showPopover();
    setTimeout(rise, 10);
  };
  cover.showPopover();
  rise();
}

async function middle(page: Surface, selector: string): Promise<{ x: number; y: number }> {
  const [root] = await page.port.closedRoots();
  if (!root) throw new Error('Nothing is shown');
  return root.call(function (this: ShadowRoot, wanted: string) {
    const box = this.querySelector(wanted)?.getBoundingClientRect();
    if (!box) throw new Error(`There is no ${wanted}`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, selector);
}

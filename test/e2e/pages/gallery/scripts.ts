/** Kinds of pages by what their scripts do. */
import { html, type Kinds, script } from './kind.ts';

const text = '<p>Text</p>';

export const scripts: Kinds = {
  'filled by its own script': {
    body: html(
      'Filled',
      script(() => addEventListener('load', () => (document.body.innerHTML = '<p>After</p>'))),
    ),
  },
  'PG1: of routes': {
    body: html(
      'Routed',
      text +
        script(() => {
          location.hash = '#/route';
        }),
    ),
    path: '/PG1%3A%20of%20routes#/route',
  },
  'that was left and comes back': {
    body: html('Back', '<p>Left and found again</p>'),
    async visit(page, url) {
      await page.goto(url);
      await page.goto(new URL('/plain', url).href);
      await page.evaluate(() => history.back());
      await page.waitForText('Left and found again');
      return undefined;
    },
  },
  'in a window of its own': {
    body: html('Window'),
    async visit(page, url, browser) {
      await page.goto(new URL('/plain', url).href);
      await page.evaluate((to) => {
        const button = document.createElement('button');
        button.textContent = 'Open';
        button.onclick = () => void open(to, '', 'width=600,height=500');
        document.body.append(button);
      }, url);
      await page.click('button', 'Open');
      return browser.openedPage(url);
    },
    restore: (page) => page.close(),
  },
  'answered by a service worker': {
    body: html('From the network'),
    name: 'From a worker',
    async visit(page, url) {
      await page.goto(url);
      await page.evaluate(async () => {
        await navigator.serviceWorker.register('/worker.js');
        await navigator.serviceWorker.ready;
      });
      await page.goto(url);
      await page.waitForText('Answered by a worker');
      return undefined;
    },
    restore: (page) =>
      page.evaluate(async () => {
        const [own] = await navigator.serviceWorker.getRegistrations();
        await own?.unregister();
      }),
  },
  editable: {
    body: html('Editable', text + script(() => document.documentElement.setAttribute('contenteditable', ''))),
  },
  'that stops events': {
    body: html(
      'Quiet',
      script(() => {
        for (const type of ['click', 'pointerdown', 'mousedown', 'keydown', 'focusin'])
          addEventListener(
            type,
            (event) => event.target === document.body && event.stopImmediatePropagation(),
            true,
          );
      }),
    ),
  },
  'that changes prototypes': {
    body: html(
      'Prototypes',
      script(() => {
        Object.assign(Array.prototype, { flatMap: () => [], includes: () => false });
        document.createElement = () => {
          throw new Error('no');
        };
        Object.freeze(Element.prototype);
      }),
    ),
  },
};

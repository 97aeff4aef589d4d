/** From opening a page until something is painted, and until it can be used; the worker has to be woken for it each time. */
import type { Page } from 'puppeteer-core';
import { type BenchBrowser, openBenchBrowser, type Unpacked } from '../browser.ts';
import { bundle } from '../bundle.ts';
import { type FilledCloud, startFilledCloud } from '../filled-cloud.ts';
import { type Contender, growth, type Role } from '../measure.ts';
import { amplifyFor, authenticatorStyles } from '../peers.ts';
import { ask, desk, productCopy } from '../product.ts';
import { counted, type Part, type Row, timed } from '../row.ts';

const part = 'screens';
const popup = '/src/popup/index.html';
const panel = '/src/sidepanel/index.html';
const sizes = [10, 1000, 10_000];
const copyWith = (tasks: number) => `countersign-${tasks}`;

export const screens: Part = async ({ quick, say }) => {
  say('filling a cloud');
  const filled = await startFilledCloud(sizes);
  const browser = await openBenchBrowser(await extensions(filled));
  try {
    for (const [at, size] of sizes.entries()) await settle(browser, filled, at, size);
    const pace = { rounds: quick ? 5 : 25, sample: 0 };
    const opened = (name: string, role: Role, page: Shown, when: When): Contender => ({
      ...{ name, role },
      time: () => open(browser, page, when),
    });

    const rows: Row[] = [];
    for (const when of ['paint', 'use'] as const) {
      const until = when === 'paint' ? 'first paint' : 'ready for use';
      say(`popup, ${until}`);
      rows.push(
        await timed(
          { part, what: `popup, ${until}`, ...(when === 'paint' && { budget: 1.1 }) },
          [
            opened('static page', 'bound', staticPage, when),
            opened('countersign', 'ours', { extension: 'guest', path: popup, ready: 'form input' }, when),
            opened('Amplify UI', 'peer', authenticatorPage, when),
          ],
          // The two are nearly equal, and it takes many rounds to tell them apart.
          when === 'paint' && !quick ? { ...pace, rounds: 45 } : pace,
        ),
      );
    }
    say('side panel, first paint');
    rows.push(
      await timed(
        { part, what: 'side panel with 10,000 tasks, first paint' },
        [
          opened('static page', 'bound', staticPage, 'paint'),
          opened('countersign', 'ours', panelWith(10_000), 'paint'),
        ],
        pace,
      ),
    );
    say('side panel, ready for use');
    const ready = await timed(
      { part, what: 'side panel, ready for use, 10,000 tasks beside 10', budget: 1.5 },
      [
        opened('with 10', 'bound', panelWith(10), 'use'),
        opened('with 10,000', 'ours', panelWith(10_000), 'use'),
        opened('with 1,000', 'peer', panelWith(1000), 'use'),
      ],
      pace,
    );
    rows.push(own(ready), growthOf('side panel, ready for use', ready));
    say('side panel, a letter typed');
    const typed = await typing(browser, quick);
    return [...rows, own(typed), growthOf('side panel, a letter typed', typed)];
  } finally {
    await browser.close();
    await filled.stop();
  }
};

type When = 'paint' | 'use';

interface Shown {
  extension: string;
  path: string;
  /** Selects what is there once the page can be used. */
  ready: string;
}

export const staticPage: Shown = { extension: 'static', path: '/static.html', ready: 'form input' };
const authenticatorPage: Shown = { extension: 'authenticator', path: '/page.html', ready: 'form input' };
const panelWith = (tasks: number): Shown => ({
  ...{ extension: copyWith(tasks), path: panel },
  ready: '[role=tabpanel] li',
});

const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title>';
const manifest = (name: string) => JSON.stringify({ manifest_version: 3, name, version: '1' });

export const staticExtension: Unpacked = {
  name: 'static',
  files: {
    'manifest.json': manifest('static'),
    'static.html': `${head}<link rel="stylesheet" href="static.css"><h1>Sign in</h1><form><label>Username <input></label><label>Password <input type="password"></label><button>Sign in</button></form>`,
    'static.css': 'body { font: 16px sans-serif; margin: 16px } label { display: block }',
  },
};

async function extensions({ cloud }: FilledCloud): Promise<Unpacked[]> {
  const { configuration } = cloud;
  const settings = { CONFIGURATION: amplifyFor(configuration) };
  return [
    ...sizes.map((size) => productCopy(copyWith(size), configuration)),
    productCopy('guest', configuration),
    staticExtension,
    {
      name: 'authenticator',
      files: {
        'manifest.json': manifest('authenticator'),
        'page.html': `${head}<link rel="stylesheet" href="styles.css"><div id="app"></div><script src="page.js"></script>`,
        'page.js': await bundle('pages/authenticator.ts', settings),
        'styles.css': await authenticatorStyles(),
      },
    },
  ];
}

/** Signs the person of that size in, and reads their list once: afterwards it is known to the extension. */
async function settle(browser: BenchBrowser, { residents }: FilledCloud, at: number, size: number) {
  const page = await browser.open(copyWith(size), desk);
  const { username = '', password = '' } = residents[at] ?? {};
  await ask(page, 'account.signIn', { username, password });
  await ask(page, 'tasks.refresh');
  const { total } = await ask(page, 'tasks.page', { from: 0 });
  if (total !== size) throw new Error(`There are ${total} tasks in place of ${size}`);
  await page.close();
}

/** @returns ms since the page was asked for */
export async function open(browser: BenchBrowser, shown: Shown, when: When): Promise<number> {
  await browser.stopWorkers();
  const page = await browser.open(shown.extension);
  try {
    await page.evaluateOnNewDocument(watch, shown.ready);
    await page.goto(browser.origin(shown.extension) + shown.path);
    return await page.evaluate(
      (name) => (globalThis as unknown as { benchTimes: Times }).benchTimes[name],
      when,
    );
  } finally {
    await page.close();
  }
}

/** Of the page's own clock, which starts with its navigation. */
type Times = Record<When, Promise<number>>;

/** Runs in the page, before all else. */
function watch(selector: string): void {
  const paint = new Promise<number>((resolve) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry.name === 'first-contentful-paint') resolve(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
  const use = new Promise<number>((resolve) => {
    // The script behind what is on the page has had its turn, and the browser one to paint, when the next one comes.
    const look = () =>
      document.querySelector(selector)
        ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
        : requestAnimationFrame(look);
    look();
  });
  Object.assign(globalThis, { benchTimes: { paint, use } });
}

/** A letter into the search field, until the list that it leaves is painted. */
async function typing(browser: BenchBrowser, quick: boolean): Promise<Row> {
  const pages = new Map<number, Page>();
  for (const size of sizes) {
    const page = await browser.open(copyWith(size), panel);
    await page.waitForSelector('[role=tabpanel] li');
    await page.waitForSelector('input[type=search]');
    pages.set(size, page);
  }
  const typed = (size: number, role: Role): Contender => ({
    ...{ name: `with ${size.toLocaleString('en')}`, role },
    async time() {
      const page = pages.get(size);
      await page?.bringToFront();
      const took = await page?.evaluate(type, 'input[type=search]');
      return took ?? Number.NaN;
    },
  });
  return timed(
    { part, what: 'side panel, a letter typed into the search, 10,000 tasks beside 10' },
    [typed(10, 'bound'), typed(10_000, 'ours'), typed(1000, 'peer')],
    { rounds: quick ? 7 : 31, sample: 0 },
  );
}

/** Runs in the page. Types a letter that most tasks have, and takes it back. */
async function type(selector: string): Promise<number> {
  const field = document.querySelector<HTMLInputElement>(selector);
  if (!field) throw new Error('There is no search field');
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const put = async (value: string) => {
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: value }));
    await painted();
  };
  field.focus();
  await painted();
  const started = performance.now();
  await put('l');
  const took = performance.now() - started;
  await put('');
  return took;
}

/** Without the size in between, which stands in no table. */
const own = (row: Row): Row => ({ ...row, figures: row.figures.filter(({ role }) => role !== 'peer') });

function growthOf(what: string, { figures }: Row): Row {
  const points = figures.map(({ name, median }) => ({ size: Number(name.replace(/\D/g, '')), cost: median }));
  return {
    ...{ part, what: `${what}, growth with the tasks`, unit: 'exponent', budget: null },
    figures: [counted('countersign', 'ours', growth(points))],
  };
}

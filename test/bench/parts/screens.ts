/** From opening a page until something is painted, and until it can be used; the worker has to be woken for it each time. */
import { type BenchBrowser, openBenchBrowser, type Unpacked } from '../browser.ts';
import { bundle } from '../bundle.ts';
import { growth } from '../estimate.ts';
import { type FilledCloud, listSizes, type Resident } from '../filled-cloud.ts';
import { type Contender, type Figure, figures, isSure, type Role, rounds, type Samples } from '../measure.ts';
import { amplifyFor, authenticatorStyles } from '../peers.ts';
import { ask, desk, productCopy } from '../product.ts';
import { counted, type Part, type Row, type Task, timed } from '../row.ts';

const part = 'screens';
const popup = '/src/popup/index.html';
const panel = '/src/sidepanel/index.html';
const copyWith = (tasks: number) => `countersign-${tasks}`;

export const screens: Part = async (task) => {
  const filled = await task.cloud();
  const sizes = listSizes(task.quick);
  const browser = await openBenchBrowser(await extensions(filled, sizes));
  try {
    task.say('signing in');
    for (const size of sizes) await settle(browser, filled.resident(size), size);
    // A worker that is stopped while it is being installed answers nobody.
    const guest = await browser.open('guest', desk);
    await ask(guest, 'session.get');
    await guest.close();
    return [
      ...(await popups(browser, task)),
      ...(await panels(browser, sizes, task)),
      ...(await typing(browser, sizes, task)),
    ];
  } finally {
    await browser.close();
  }
};

async function popups(browser: BenchBrowser, { quick, say }: Task): Promise<Row[]> {
  say('popup');
  const contenders = [
    opened(browser, 'static page', 'bound', staticPage),
    opened(browser, 'countersign', 'ours', { extension: 'guest', path: popup, ready: 'form input' }),
    opened(browser, 'Amplify UI', 'peer', authenticatorPage),
  ];
  const pace = quick ? { rounds: 6, within: 0.1 } : { rounds: 35, within: 0.015 };
  const samples = await rounds(contenders, pace, (all) =>
    (['paint', 'use'] as const).every((when) => isSure(contenders, timesOf(all, when), pace.within)),
  );
  const row = (when: When, what: string, budget: number | null): Row => ({
    ...{ part, what, unit: 'ms', budget, figures: figures(contenders, timesOf(samples, when)) },
  });
  return [row('paint', 'popup, first paint', 1.1), row('use', 'popup, ready for use', null)];
}

async function panels(browser: BenchBrowser, sizes: readonly number[], { quick, say }: Task): Promise<Row[]> {
  say('side panel');
  const statics = opened(browser, 'static page', 'bound', staticPage);
  const [few, ...more] = sizes.map((size) =>
    opened(browser, withTasks(size), 'peer', panelWith(size), size === 1000 ? 3 : 1),
  );
  const many = more.at(-1);
  if (!few || !many) throw new Error('There are no two sizes');
  const contenders = [statics, few, ...more];
  const pace = quick ? { rounds: 6, within: 0.1 } : { rounds: 21, within: 0.03 };
  /** In terms of that bound. */
  const beside = (bound: Opened, all: Samples<Times>, when: When) => {
    const pair = [
      { ...bound, role: 'bound' as const },
      { ...many, role: 'ours' as const },
    ];
    const of = (one: Opened) => all[contenders.findIndex(({ name }) => name === one.name)] ?? [];
    return { pair, samples: timesOf(pair.map(of), when) };
  };
  const isEnough = ({ pair, samples }: ReturnType<typeof beside>) => isSure(pair, samples, pace.within);
  const samples = await rounds(
    contenders,
    pace,
    (all) => isEnough(beside(statics, all, 'paint')) && isEnough(beside(few, all, 'use')),
  );
  const row = (bound: Opened, when: When, what: string, budget: number | null): Row => {
    const { pair, samples: own } = beside(bound, samples, when);
    return { part, what, unit: 'ms', budget, figures: figures(pair, own) };
  };
  const ready = figures(contenders.slice(1), timesOf(samples.slice(1), 'use'));
  return [
    row(statics, 'paint', 'side panel with 10,000 tasks, first paint', null),
    row(few, 'use', 'side panel, ready for use, 10,000 tasks beside 10', 1.5),
    row(few, 'whole', 'side panel, the whole list at hand, 10,000 tasks beside 10', null),
    growthOf('side panel, ready for use', sizes, ready),
  ];
}

/** A long list can be used before it is there to its end. */
const whens = ['paint', 'use', 'whole'] as const;
type When = (typeof whens)[number];

/** Times by the page's own clock, which starts with its navigation. */
type Times = Record<When, number>;
type Opened = Contender<Times>;

const timesOf = (samples: Samples<Times>, when: When): Samples<number> =>
  samples.map((one) => one.map((times) => times?.[when]));

const withTasks = (size: number) => `with ${size.toLocaleString('en')}`;

const opened = (browser: BenchBrowser, name: string, role: Role, page: Shown, every = 1): Opened => ({
  ...{ name, role, every },
  time: () => open(browser, page),
});

interface Shown {
  extension: string;
  path: string;
  /** Selects what is there once the page can be used. */
  ready: string;
  /** The same for all of what it shows, where that comes later. */
  whole?: string;
}

export const staticPage: Shown = { extension: 'static', path: '/static.html', ready: 'form input' };
const authenticatorPage: Shown = { extension: 'authenticator', path: '/page.html', ready: 'form input' };
const panelWith = (tasks: number): Shown => ({
  ...{ extension: copyWith(tasks), path: panel },
  ready: '[role=tabpanel] li',
  whole: wholeList,
});
/** How many there are is told once all are there. */
const wholeList = '.section-head .muted';

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

async function extensions({ cloud }: FilledCloud, sizes: readonly number[]): Promise<Unpacked[]> {
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
async function settle(browser: BenchBrowser, { username, password }: Resident, size: number) {
  const page = await browser.open(copyWith(size), desk);
  await ask(page, 'account.signIn', { username, password });
  await ask(page, 'tasks.refresh');
  const { total } = await ask(page, 'tasks.page', { from: 0 });
  if (total !== size) throw new Error(`There are ${total} tasks in place of ${size}`);
  await page.close();
}

/** @returns ms since the page was asked for, until something was painted, until it could be used, until all was there */
export async function open(browser: BenchBrowser, shown: Shown): Promise<Times> {
  await browser.stopWorkers();
  const page = await browser.open(shown.extension);
  try {
    await page.evaluateOnNewDocument(watch, shown.ready, shown.whole ?? shown.ready);
    await page.goto(browser.origin(shown.extension) + shown.path);
    return await page.evaluate(() => (globalThis as unknown as { benchTimes: Promise<Times> }).benchTimes);
  } finally {
    await page.close();
  }
}

/** Runs in the page, before all else. */
function watch(ready: string, whole: string): void {
  const paint = new Promise<number>((resolve) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry.name === 'first-contentful-paint') resolve(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
  const there = (selector: string) =>
    new Promise<number>((resolve) => {
      // The script behind what is on the page has had its turn, and the browser one to paint, when the next one comes.
      const look = () =>
        document.querySelector(selector)
          ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
          : requestAnimationFrame(look);
      look();
    });
  const times = Promise.all([paint, there(ready), there(whole)]);
  Object.assign(globalThis, { benchTimes: times.then(([paint, use, whole]) => ({ paint, use, whole })) });
}

/** A letter into the search field, until the list that it leaves is painted. */
async function typing(browser: BenchBrowser, sizes: readonly number[], { quick, say }: Task): Promise<Row[]> {
  say('side panel, a letter typed');
  const contenders: Contender[] = [];
  for (const size of sizes) {
    const page = await browser.open(copyWith(size), panel);
    await page.waitForSelector(wholeList);
    await page.waitForSelector('input[type=search]');
    contenders.push({
      ...{ name: withTasks(size), role: size === 10 ? 'bound' : size === 10_000 ? 'ours' : 'peer' },
      async time() {
        await page.bringToFront();
        return page.evaluate(type, 'input[type=search]');
      },
    });
  }
  const what = 'side panel, a letter typed into the search, 10,000 tasks beside 10';
  const pace = quick ? { rounds: 11, within: 0.1 } : { rounds: 61, within: 0.02 };
  const row = await timed({ part, what }, contenders, pace);
  return [
    { ...row, figures: row.figures.filter(({ role }) => role !== 'peer') }, // what is in between stands in no table
    growthOf('side panel, a letter typed', sizes, row.figures),
  ];
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

function growthOf(what: string, sizes: readonly number[], figures: readonly Figure[]): Row {
  const points = sizes.map((size, at) => ({ size, cost: figures[at]?.median ?? Number.NaN }));
  return {
    ...{ part, what: `${what}, growth with the tasks`, unit: 'exponent', budget: null },
    figures: [counted('countersign', 'ours', growth(points))],
  };
}

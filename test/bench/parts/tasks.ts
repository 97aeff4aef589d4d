/** The work of the background with tasks: sending what waits, reading what has changed, the card on a page. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import type { Task } from '../../../src/contract/task.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { serveOnLoopback } from '../../../src/dev/loopback.ts';
import { type BenchBrowser, openBenchBrowser, workerExtension } from '../browser.ts';
import { bundle } from '../bundle.ts';
import { type FilledCloud, type Resident, startFilledCloud } from '../filled-cloud.ts';
import { type Contender, growth, type Role } from '../measure.ts';
import { ask, desk, productCopy } from '../product.ts';
import { counted, type Part, type Row, timed } from '../row.ts';
import { type SignedRequest, type Signer, signer } from '../signer.ts';

const part = 'tasks';
const allHeld = [10, 1000, 10_000];
const allElements = [100, 3000, 100_000];
/** Of the page that is loaded with and without us. */
const large = 10_000;

export const tasks: Part = async ({ quick, say }) => {
  const waiting = quick ? [10, 100] : [10, 100, 1000];
  const held = quick ? allHeld.slice(0, 2) : allHeld;
  const elements = quick ? allElements.slice(0, 2) : allElements;
  say('filling a cloud');
  const filled = await startFilledCloud([...held, 0]);
  const answer: RequestListener = (request, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'",
    });
    response.end(pageOf(Number(request.url?.slice(1))));
  };
  const site = await serveOnLoopback(answer);
  // Answers to other names than loopback's too, which only the benchmark's browser leads here.
  const named = createServer(answer).listen(0, '127.0.0.1');
  await once(named, 'listening');
  const { configuration } = filled.cloud;
  const granted = { manifest: { host_permissions: ['http://127.0.0.1/*', 'http://with.test/*'] } };
  const browser = await openBenchBrowser([
    ...held.map((size) => productCopy(`with ${size}`, configuration)),
    productCopy('sender', configuration, { ...granted, files: { 'empty.js': '' } }),
    workerExtension('bare', await bundle('worker/empty.ts')),
  ]);
  const pace = (rounds: number) => ({ rounds, sample: 0 });
  try {
    const bare = await browser.open('bare', '/page.html');
    const desks = new Map<number, Page>();
    const signers = new Map<Resident, Signer>();
    for (const [at, resident] of filled.residents.entries()) {
      signers.set(resident, await signer(configuration, resident.idToken));
      const page = await browser.open(at < held.length ? `with ${held[at]}` : 'sender', desk);
      desks.set(at, page);
      const { username, password } = resident;
      await ask(page, 'account.signIn', { username, password });
      await ask(page, 'tasks.refresh');
    }
    const row = (what: string, contenders: Contender[], rounds: number) =>
      timed({ part, what }, contenders, pace(rounds));
    const rows: Row[] = [];

    const refreshes: Row[] = [];
    for (const [at, size] of held.entries()) {
      const what = `refresh with ${size.toLocaleString('en')} tasks, 10 changed`;
      say(what);
      const refresh = refreshOf(filled, at, desks.get(at), bare, signers);
      refreshes.push(await row(what, refresh, quick ? 3 : 9));
    }
    rows.push(...refreshes, growthOf('refresh, growth with the tasks', held, refreshes));

    const drains: Row[] = [];
    const sender = filled.residents.at(-1);
    const senders = sender && signers.get(sender);
    if (!senders) throw new Error('Nobody sends');
    for (const count of waiting) {
      const what = `sending ${count.toLocaleString('en')} changes`;
      say(what);
      const drain = drainOf(filled, count, desks.get(held.length), bare, senders);
      drains.push(await row(what, drain, quick ? 1 : 3));
    }
    rows.push(...drains, growthOf('sending, growth with the changes', waiting, drains));

    const cards: Row[] = [];
    for (const size of elements) {
      const what = `card on a page of ${size.toLocaleString('en')} elements`;
      say(what);
      cards.push(
        await row(what, cardOn(browser, `${site.url}/${size}`, desks.get(held.length)), quick ? 3 : 9),
      );
    }
    const what = `a page of ${large.toLocaleString('en')} elements on a site with marks, beside itself without us`;
    say(what);
    const { port } = named.address() as AddressInfo; // a server that listens on TCP has such an address
    const loads = await row(what, loadsOf(browser, `:${port}/${large}`), quick ? 5 : 25);
    return [...rows, ...cards, growthOf('card, growth with the page', elements, cards), loads];
  } finally {
    await browser.close();
    named.closeAllConnections();
    named.close();
    await Promise.all([site.close(), filled.stop()]);
  }
};

/** Ours reads what has changed since; the bound fetches the same answer and does nothing with it. */
function refreshOf(
  { residents, letTimePass }: FilledCloud,
  at: number,
  page: Page | undefined,
  bare: Page,
  signers: ReadonlyMap<Resident, Signer>,
): Contender[] {
  const resident = residents[at];
  const own = resident && signers.get(resident);
  if (!own || !page) throw new Error('Nobody has so many tasks');
  let known: Task[] = [];
  let since = '';
  const read = async (target: string) => {
    const { url, ...request } = await own.sign('TasksAPI', 'GET', target);
    const answer = await (await fetch(url, request)).json();
    since = answer.since ?? since;
    return answer;
  };
  /** As another device would. */
  const changeTen = async () => {
    letTimePass(20);
    if (known.length === 0) {
      const first = await read('/tasks');
      known = first.tasks.slice(0, 10);
      for (let { next } = first; next; ) ({ next } = await read(`/tasks?cursor=${next}`));
    }
    for (const [index, task] of known.entries()) {
      const change = {
        changeId: randomUUID(),
        version: task.version,
        name: `${task.name.slice(0, 40)} again`,
      };
      const { url, ...request } = await own.sign('TasksAPI', 'PUT', `/tasks/${task.taskId}`, change);
      const answer = await fetch(url, request);
      if (!answer.ok) throw new Error(`A change is answered by ${answer.status}: ${await answer.text()}`);
      known[index] = (await answer.json()).task;
    }
  };
  return [
    {
      ...{ name: 'bare fetch', role: 'bound' },
      async time() {
        await changeTen();
        const asked = [await own.sign('TasksAPI', 'GET', `/tasks?since=${since}`)];
        const took = await timeMessage(bare, asked);
        since = (await read(`/tasks?since=${since}`)).since;
        return took;
      },
    },
    {
      ...{ name: 'countersign', role: 'ours' },
      async time() {
        await changeTen();
        const started = performance.now();
        await ask(page, 'tasks.refresh');
        return performance.now() - started;
      },
    },
  ];
}

/** Ours sends what was made while nothing could be sent; the bound the same creations, bare and one after the other. */
function drainOf(
  { control, letTimePass }: FilledCloud,
  count: number,
  page: Page | undefined,
  bare: Page,
  own: Signer,
): Contender[] {
  if (!page) throw new Error('There is no page to ask from');
  return [
    {
      ...{ name: 'bare fetch', role: 'bound' },
      async time() {
        letTimePass(count);
        const requests: SignedRequest[] = [];
        for (let at = 0; at < count; at += 1)
          requests.push(await own.sign('TasksAPI', 'POST', '/tasks', creation(at)));
        return timeMessage(bare, requests);
      },
    },
    {
      ...{ name: 'countersign', role: 'ours' },
      async time() {
        letTimePass(count);
        await control.fault({ match: 'TasksAPI POST /tasks', kind: 'drop', times: 1_000_000 });
        for (let at = 0; at < count; at += 1) await ask(page, 'tasks.create', { name: `Task ${at}` });
        await control.noFaults();
        const started = performance.now();
        await ask(page, 'tasks.refresh');
        await until('the changes to be sent', async () => (await ask(page, 'session.get')).unsent === 0, {
          within: 120_000,
        });
        return performance.now() - started;
      },
    },
  ];
}

const creation = (at: number) => ({
  ...{ changeId: randomUUID(), taskId: randomUUID(), name: `Task ${at}` },
  createdOn: new Date().toISOString().slice(0, 10),
});

/** Ours puts the card onto a page that has just been loaded; the bound an empty script. */
function cardOn(browser: BenchBrowser, url: string, page: Page | undefined): Contender[] {
  if (!page) throw new Error('There is no page to ask from');
  const injected = (name: string, role: Role, file: string): Contender => ({
    ...{ name, role },
    async time() {
      const tab = await browser.open('sender');
      await tab.goto(url);
      const took = await page.evaluate(inject, url, file);
      await tab.close();
      return took;
    },
  });
  return [injected('empty script', 'bound', 'empty.js'), injected('countersign', 'ours', 'content/card.js')];
}

/** Two sites that differ by name, of which one is granted: there the extension's script runs, and asks the background. */
function loadsOf(browser: BenchBrowser, rest: string): Contender[] {
  const loaded = (name: string, role: Role, host: string): Contender => ({
    ...{ name, role },
    async time() {
      const tab = await browser.open('sender');
      await tab.goto(`http://${host}${rest}`);
      const took = await tab.evaluate(quiet, large);
      await tab.close();
      return took;
    },
  });
  return [loaded('without', 'bound', 'without.test'), loaded('countersign', 'ours', 'with.test')];
}

/** Runs in the page. @returns ms from its first byte until it is loaded, painted and has nothing to do */
async function quiet(elements: number): Promise<number> {
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve));
  await new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve)));
  if (document.querySelectorAll('*').length < elements) throw new Error('It is another page');
  const [navigation] = performance.getEntriesByType('navigation');
  if (!(navigation instanceof PerformanceNavigationTiming)) throw new Error('The page was not navigated to');
  return performance.now() - navigation.responseStart;
}

/** Runs in a page of the extension. */
async function inject(url: string, file: string): Promise<number> {
  const [tab] = await chrome.tabs.query({ url });
  if (tab?.id === undefined) throw new Error(`No tab shows ${url}`);
  const started = performance.now();
  await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: [file] });
  return performance.now() - started;
}

const pageOf = (count: number) =>
  `<!doctype html><meta charset="utf-8"><title>Page</title>${'<p>An <b>invoice</b>'.repeat(count / 2)}`;

/** @returns ms. @throws Error where the worker failed */
async function timeMessage(page: Page, message: unknown): Promise<number> {
  const { took, answer } = await page.evaluate(async (one) => {
    const started = performance.now();
    const answer: unknown = await chrome.runtime.sendMessage(one);
    return { took: performance.now() - started, answer };
  }, message);
  if (!/^\{"(task|tasks)":/.test(String(answer))) throw new Error(`The answer is ${answer}`);
  return took;
}

function growthOf(what: string, sizes: readonly number[], rows: readonly Row[]): Row {
  const points = rows.map(({ figures }, at) => ({
    size: sizes[at] ?? 0,
    cost: figures.find(({ role }) => role === 'ours')?.median ?? 0,
  }));
  return {
    ...{ part, what, unit: 'exponent', budget: null },
    figures: [counted('countersign', 'ours', growth(points))],
  };
}

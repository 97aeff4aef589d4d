/** The work of the background with tasks: sending what waits, reading what has changed, the card on a page. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { until } from '../../../src/dev/drive/wait.ts';
import { serveOnLoopback } from '../../../src/dev/loopback.ts';
import type { Task } from '../../../src/domain/task.ts';
import { openBenchBrowser, workerExtension } from '../browser.ts';
import { bundle } from '../bundle.ts';
import { growth } from '../estimate.ts';
import { type FilledCloud, listSizes } from '../filled-cloud.ts';
import {
  type Contender,
  figures,
  isSure,
  type Measured,
  type Pace,
  rounds,
  type Samples,
} from '../measure.ts';
import { ask, desk, productCopy } from '../product.ts';
import { counted, type Part, type Row, timed } from '../row.ts';
import { type SignedRequest, type Signer, signer } from '../signer.ts';
import { cardOn, large, loadsOf, pageOf } from './tasks-on-pages.ts';

const part = 'tasks';

export const tasks: Part = async ({ quick, say, cloud }) => {
  const waiting = quick ? [10, 50] : [10, 100, 1000];
  const held = listSizes(quick);
  const elements = quick ? [100, 3000] : [100, 3000, 100_000];
  const filled = await cloud();
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
  try {
    const bare = await browser.open('bare', '/page.html');
    const settled = async (extension: string, size: number): Promise<Settled> => {
      const { idToken, username, password } = filled.resident(size);
      const page = await browser.open(extension, desk);
      await ask(page, 'account.signIn', { username, password });
      await ask(page, 'tasks.refresh');
      return { page, own: await signer(configuration, idToken) };
    };
    const row = (what: string, contenders: Contender[], pace: Pace) => {
      say(what);
      return timed({ part, what }, contenders, pace);
    };

    const refreshes: Row[] = [];
    for (const size of held) {
      const { before, contenders } = refreshOf(filled, await settled(`with ${size}`, size), bare);
      const pace = quick ? { rounds: 6, within: 0.1 } : { rounds: 25, within: 0.03 };
      const what = `refresh with ${size.toLocaleString('en')} tasks, 10 changed`;
      refreshes.push(await row(what, contenders, { ...pace, before }));
    }

    const drains: Row[] = [];
    const sender = await settled('sender', 0);
    for (const count of waiting) {
      const what = `sending ${count.toLocaleString('en')} changes`;
      say(what);
      // A long run is a mean of many steps already, and warm.
      const pace = { rounds: Math.ceil((quick ? 30 : 300) / (count + 10)), within: 0.03, warm: count === 10 };
      const samples = await rounds([drainOf(filled, count, sender, bare)], pace, (all) =>
        isSure(senders, sentBy(all), pace.within),
      );
      drains.push({ part, what, unit: 'ms', budget: null, figures: figures(senders, sentBy(samples)) });
    }

    const cards: Row[] = [];
    for (const size of elements) {
      const what = `card on a page of ${size.toLocaleString('en')} elements`;
      // A page of a hundred thousand takes seconds to load.
      const most = quick ? 6 : size > large ? 11 : 31;
      const pace = { rounds: most, within: quick ? 0.1 : 0.04 };
      cards.push(await row(what, cardOn(browser, `${site.url}/${size}`, sender.page), pace));
    }
    const { port } = named.address() as AddressInfo; // a server that listens on TCP has such an address
    const loads = await row(
      `a page of ${large.toLocaleString('en')} elements on a site with marks, beside itself without us`,
      loadsOf(browser, `:${port}/${large}`),
      quick ? { rounds: 6, within: 0.1 } : { rounds: 31, within: 0.03 },
    );
    return [
      ...refreshes,
      growthOf('refresh, growth with the tasks', held, refreshes),
      ...drains,
      growthOf('sending, growth with the changes', waiting, drains),
      ...cards,
      growthOf('card, growth with the page', elements, cards),
      loads,
    ];
  } finally {
    await browser.close();
    named.closeAllConnections();
    named.close();
    await site.close();
  }
};

/** Somebody who is signed in there, and a client of their own. */
interface Settled {
  /** A page of the extension. */
  page: Page;
  own: Signer;
}

/** Ours reads what has changed since; the bound fetches the same answer and does nothing with it. */
function refreshOf({ letTimePass }: FilledCloud, { page, own }: Settled, bare: Page) {
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
    await Promise.all(
      known.map(async (task, index) => {
        const change = {
          changeId: randomUUID(),
          version: task.version,
          name: `${task.name.slice(0, 40)} again`,
        };
        const { url, ...request } = await own.sign('TasksAPI', 'PUT', `/tasks/${task.taskId}`, change);
        const answer = await fetch(url, request);
        if (!answer.ok) throw new Error(`A change is answered by ${answer.status}: ${await answer.text()}`);
        known[index] = (await answer.json()).task;
      }),
    );
  };
  const contenders: Contender[] = [
    {
      ...{ name: 'bare fetch', role: 'bound' },
      async time() {
        const asked = [await own.sign('TasksAPI', 'GET', `/tasks?since=${since}`)];
        const took = await timeMessage(bare, asked);
        await read(`/tasks?since=${since}`);
        return took;
      },
    },
    {
      ...{ name: 'countersign', role: 'ours' },
      async time() {
        const started = performance.now();
        await ask(page, 'tasks.refresh');
        return performance.now() - started;
      },
    },
  ];
  return { contenders, before: changeTen };
}

/** ms for all changes: bare, and ours. */
type Sent = [bare: number, ours: number];
const senders: Measured[] = [
  { name: 'bare fetch', role: 'bound' },
  { name: 'countersign', role: 'ours' },
];
const sentBy = (samples: Samples<Sent>): Samples<number> =>
  senders.map((_, who) => (samples[0] ?? []).map((sent) => sent?.[who]));

/**
 * Ours sends what was made while nothing could be sent; the bound the same creations, bare and one after the other: half of
 * them before ours and half after, for it takes so many seconds that the machine may be busier at its end.
 */
function drainOf(
  { control, letTimePass }: FilledCloud,
  count: number,
  { page, own }: Settled,
  bare: Page,
): Contender<Sent> {
  const half = async () => {
    letTimePass(count);
    const requests: SignedRequest[] = [];
    for (let at = 0; at < count / 2; at += 1)
      requests.push(await own.sign('TasksAPI', 'POST', '/tasks', creation(at)));
    return timeMessage(bare, requests);
  };
  return {
    ...{ name: 'both', role: 'ours' },
    async time() {
      const before = await half();
      letTimePass(count);
      await control.fault({ match: 'TasksAPI POST /tasks', kind: 'drop', times: 1_000_000 });
      for (let at = 0; at < count; at += 1) await ask(page, 'tasks.create', { name: `Task ${at}` });
      await control.noFaults();
      const started = performance.now();
      await ask(page, 'tasks.refresh');
      await until('the changes to be sent', async () => (await ask(page, 'session.get')).unsent === 0, {
        within: 120_000,
      });
      const took = performance.now() - started;
      return [before + (await half()), took];
    },
  };
}

const creation = (at: number) => ({
  ...{ changeId: randomUUID(), taskId: randomUUID(), name: `Task ${at}` },
  createdOn: new Date().toISOString().slice(0, 10),
});

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

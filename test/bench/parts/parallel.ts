/** Many signed calls at once from the content scripts of many tabs, to a worker that was stopped. */
import type { Page } from 'puppeteer-core';
import type { Configuration } from '../../../src/contract/configuration.ts';
import { startSite } from '../../../src/dev/drive/site.ts';
import { openBenchBrowser, type Unpacked, workerExtension } from '../browser.ts';
import { bundle } from '../bundle.ts';
import { startFilledCloud } from '../filled-cloud.ts';
import { type Contender, growth, type Role } from '../measure.ts';
import { amplifyFor } from '../peers.ts';
import { counted, type Part, type Row, timed } from '../row.ts';
import { signer } from '../signer.ts';

const contenders: Record<string, Role> = { bare: 'bound', countersign: 'ours', 'aws-amplify': 'peer' };
const part = 'parallel';

export const parallel: Part = async ({ quick, say }) => {
  const tabs = quick ? 10 : 50;
  const sizes = quick ? [10, 1000] : [10, 100, 1000];
  say(`opening ${tabs} tabs`);
  const { cloud, control, letTimePass, stop } = await startFilledCloud([]);
  const site = await startSite();
  const browser = await openBenchBrowser(await extensions(cloud.configuration));
  try {
    const pages = await Promise.all(
      Array.from({ length: tabs }, async () => {
        const page = await browser.open('bare');
        await page.goto(`${site.url}/handbook`);
        return page;
      }),
    );
    const { sign } = await signer(cloud.configuration);
    const calling = (name: string, calls: number): Contender => ({
      ...{ name, role: contenders[name] ?? 'peer' },
      async time() {
        letTimePass(calls);
        await browser.stopWorkers();
        const message = name === 'bare' ? [await sign('ProjectsAPI', 'GET', '/projects')] : 'call';
        return callFromAll(pages, { to: name, each: Math.ceil(calls / tabs), message });
      },
    });

    // The first calls of all and those after a wake are told apart by what the cloud has seen.
    const cognito: Row[] = [];
    for (const what of ['after a cold start', 'after a wake']) {
      const figures = [];
      for (const name of ['countersign', 'aws-amplify']) {
        const before = await cognitoCalls();
        await calling(name, 1000).time(1);
        figures.push(counted(name, contenders[name] ?? 'peer', (await cognitoCalls()) - before));
      }
      const budget = what === 'after a wake' ? 0 : 2;
      cognito.push({ part, what: `calls to Cognito for 1,000 ${what}`, unit: 'calls', budget, figures });
    }
    async function cognitoCalls(): Promise<number> {
      const calls = Object.entries(await control.calls());
      return calls.reduce((sum, [name, count]) => sum + (name.startsWith('cognito') ? count : 0), 0);
    }

    const rows: Row[] = [];
    for (const calls of sizes) {
      const what = `${calls.toLocaleString('en')} calls from ${tabs} tabs to a stopped worker`;
      say(what);
      const all = Object.keys(contenders).map((name) => calling(name, calls));
      rows.push(await timed({ part, what }, all, { rounds: quick ? 2 : 5, sample: 0 }));
    }
    say('memory');
    const memory = [];
    for (const [name, role] of Object.entries(contenders)) {
      await calling(name, 1000).time(1);
      memory.push(counted(name, role, (await browser.memoryOfWorker(name)) / 1e6));
    }
    const remembered: Row = {
      ...{ part, what: 'memory of the worker after 1,000', unit: 'MB', budget: null, figures: memory },
    };
    return [...cognito, ...rows, growthOf(sizes, rows), remembered];
  } finally {
    await browser.close();
    await Promise.all([site.close(), stop()]);
  }
};

/** By which power of their number the calls' time grows. */
function growthOf(sizes: readonly number[], rows: readonly Row[]): Row {
  const figures = Object.entries(contenders).map(([name, role]) => {
    const points = rows.map(({ figures }, at) => ({
      size: sizes[at] ?? 0,
      cost: figures.find((one) => one.name === name)?.median ?? 0,
    }));
    return counted(name, role, growth(points));
  });
  return { part, what: 'growth with their number', unit: 'exponent', budget: null, figures };
}

interface Order {
  to: string;
  each: number;
  message: unknown;
}

/** Has all tabs call at once. @returns ms until the last of them has its answers */
function callFromAll(pages: readonly Page[], order: Order): Promise<number> {
  const [first] = pages;
  if (!first) throw new Error('There is no tab');
  return first.evaluate(
    (order, tabs) =>
      new Promise<number>((resolve, reject) => {
        const channel = new BroadcastChannel('bench');
        const started = performance.now();
        let done = 0;
        channel.onmessage = ({ data }) => {
          if (data.error) reject(new Error(data.error));
          else if (data.done && ++done === tabs) resolve(performance.now() - started);
        };
        channel.postMessage({ order });
      }),
    order,
    pages.length,
  );
}

async function extensions(configuration: Configuration): Promise<Unpacked[]> {
  const workers: Record<string, string> = {
    bare: await bundle('worker/empty.ts'),
    countersign: await bundle('worker/product-parts.ts'),
    'aws-amplify': await bundle('worker/amplify.ts', { CONFIGURATION: amplifyFor(configuration) }),
  };
  return Object.entries(workers).map(([name, worker]) => {
    const extension = workerExtension(name, worker, {
      permissions: ['storage', 'alarms', 'scripting', 'tabs'],
      content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['content.js'], run_at: 'document_start' }],
    });
    extension.files['content.js'] = contentScript(name);
    extension.files['configuration.json'] = JSON.stringify(configuration);
    return extension;
  });
}

/** Sends as many messages as it is told to, at once. */
const contentScript = (name: string) => `
const channel = new BroadcastChannel('bench');
channel.onmessage = async ({ data: { order } }) => {
  if (order?.to !== ${JSON.stringify(name)}) return;
  const calls = Array.from({ length: order.each }, () => chrome.runtime.sendMessage(order.message));
  const answers = await Promise.all(calls).catch((error) => [String(error)]);
  const bad = answers.find((one) => !/^\\{"projects":/.test(one));
  channel.postMessage(bad === undefined ? { done: true } : { error: ${JSON.stringify(name)} + ': ' + bad });
};`;

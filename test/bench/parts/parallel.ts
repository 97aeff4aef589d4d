/** Many signed calls at once from the content scripts of many tabs, to a worker that was stopped. */
import type { Page } from 'puppeteer-core';
import type { Configuration } from '../../../src/contract/configuration.ts';
import { startSite } from '../../../src/dev/drive/site.ts';
import { openBenchBrowser, type Unpacked, workerExtension } from '../browser.ts';
import { bundle } from '../bundle.ts';
import { growth } from '../estimate.ts';
import type { Contender, Pace, Role } from '../measure.ts';
import { amplifyFor } from '../peers.ts';
import { counted, type Part, type Row, timed } from '../row.ts';
import { signer } from '../signer.ts';

const contenders: Record<string, Role> = { bare: 'bound', countersign: 'ours', 'aws-amplify': 'peer' };
const part = 'parallel';

export const parallel: Part = async ({ quick, say, cloud: started }) => {
  const tabs = quick ? 10 : 50;
  const { cloud, control, letTimePass } = await started();
  say(`opening ${tabs} tabs`);
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
    const call = async (name: string, calls: number): Promise<number> => {
      letTimePass(calls);
      await browser.stopWorkers();
      const message = name === 'bare' ? [await sign('ProjectsAPI', 'GET', '/projects')] : 'call';
      return callFromAll(pages, { to: name, each: Math.ceil(calls / tabs), message });
    };
    /** A first look is content with fewer, and does without Amplify's, which take as long as all the rest. */
    const most = quick ? 400 : 1000;
    const many = most.toLocaleString('en');
    const rowOf = (calls: number, pace: Pace, time: (name: string) => Promise<number>): Promise<Row> => {
      const what = `${calls.toLocaleString('en')} calls from ${tabs} tabs to a stopped worker`;
      say(what);
      const all = Object.entries(contenders)
        .filter(([, role]) => !quick || calls < most || role !== 'peer')
        .map(([name, role]): Contender => ({ name, role, time: () => time(name) }));
      return timed({ part, what }, all, pace);
    };

    // The first calls of all and those after a wake are told apart by what the cloud has seen.
    const cognito = new Map<string, number[]>();
    const memory = new Map<string, number>();
    const cognitoCalls = async (): Promise<number> => {
      const calls = Object.entries(await control.calls());
      return calls.reduce((sum, [name, count]) => sum + (name.startsWith('cognito') ? count : 0), 0);
    };
    const thousand = await rowOf(most, { rounds: quick ? 2 : 5, within: 0, warm: !quick }, async (name) => {
      const before = await cognitoCalls();
      const took = await call(name, most);
      cognito.set(name, [...(cognito.get(name) ?? []), (await cognitoCalls()) - before]);
      memory.set(name, (await browser.memoryOfWorker(name)) / 1e6);
      return took;
    });
    const sizes = quick ? [tabs] : [tabs, 4 * tabs];
    const fewer: Row[] = [];
    for (const calls of sizes)
      fewer.push(
        await rowOf(calls, { rounds: quick ? 6 : 15, within: quick ? 0.1 : 0.03 }, (name) =>
          call(name, calls),
        ),
      );

    const counts = (what: string, budget: number, those: (seen: readonly number[]) => number[]): Row => ({
      ...{ part, what: `calls to Cognito for ${many} ${what}`, unit: 'calls', budget },
      figures: ['countersign', 'aws-amplify'].flatMap((name) => {
        const seen = those(cognito.get(name) ?? []);
        return seen.length > 0 ? [counted(name, contenders[name] ?? 'peer', Math.max(...seen))] : [];
      }),
    });
    const remembered = [...memory].map(([name, used]) => counted(name, contenders[name] ?? 'peer', used));
    return [
      counts('after a cold start', 2, (seen) => seen.slice(0, 1)),
      counts('after a wake', 0, (seen) => seen.slice(1)),
      ...fewer,
      thousand,
      growthOf([...sizes, most], [...fewer, thousand]),
      { part, what: `memory of the worker after ${many}`, unit: 'MB', budget: null, figures: remembered },
    ];
  } finally {
    await browser.close();
    await site.close();
  }
};

/** The exponent by which the time grows with the number of calls. */
function growthOf(sizes: readonly number[], rows: readonly Row[]): Row {
  const figures = Object.entries(contenders).flatMap(([name, role]) => {
    const costs = rows.flatMap(({ figures }) => figures.find((one) => one.name === name)?.median ?? []);
    const points = costs.map((cost, at) => ({ cost, size: sizes[at] ?? Number.NaN }));
    return points.length === sizes.length ? [counted(name, role, growth(points))] : [];
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

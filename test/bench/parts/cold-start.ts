/** From a message to a stopped worker until its answer. The bound is a worker that does nothing but answer. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { type BenchBrowser, openBenchBrowser, workerExtension } from '../browser.ts';
import { bundle } from '../bundle.ts';
import { type Contender, type Figure, figures, interleave, type Role } from '../measure.ts';
import { amplifyFor } from '../peers.ts';
import { ask, desk, productCopy, question } from '../product.ts';
import { type Part, type Row, timed } from '../row.ts';
import { signer } from '../signer.ts';

export const coldStart: Part = async ({ quick, say, cloud }) => {
  const { configuration } = (await cloud()).cloud;
  const browser = await openBenchBrowser([
    workerExtension('empty', await bundle('worker/empty.ts')),
    productCopy('countersign', configuration),
    workerExtension(
      'aws-amplify',
      await bundle('worker/amplify.ts', { CONFIGURATION: amplifyFor(configuration) }),
    ),
  ]);
  try {
    const pages = {
      empty: await browser.open('empty', '/page.html'),
      countersign: await browser.open('countersign', desk),
      'aws-amplify': await browser.open('aws-amplify', '/page.html'),
    };
    const woken = (name: keyof typeof pages, role: Role, message: () => Promise<unknown>): Contender => ({
      ...{ name, role },
      time: async () => wake(browser, pages[name], await message()),
    });
    const pace = quick ? { rounds: 21, within: 0.05 } : { rounds: 61, within: 0.02 };
    const guest = await signer(configuration);

    await ask(pages.countersign, 'projects.refresh');
    const firstAsked = performance.now();
    say('until it answers');
    const empty = woken('empty', 'bound', async () => 'wake');
    // No question that it knows: it says so without looking at what is stored, as Amplify answers.
    const ours = woken('countersign', 'ours', async () => 'wake');
    const amplify = woken('aws-amplify', 'peer', async () => 'wake');
    const session = woken('countersign', 'ours', async () => question('session.get'));
    const [ofEmpty = [], ofOurs = [], ofAmplify = [], ofSession = []] = await interleave(
      [empty, ours, amplify, session],
      pace,
    );
    const row = (what: string, budget: number | null, figures: Figure[]): Row => ({
      ...{ part: 'cold-start', what, unit: 'ms', budget, figures },
    });
    const answers = figures([empty, ours, amplify], [ofEmpty, ofOurs, ofAmplify]);
    const sessions = figures([empty, session], [ofEmpty, ofSession]);
    say('until an API has answered it');
    // For its first ten seconds it asks for the counters of now, which take the server longer to tell.
    await delay(Math.max(0, firstAsked + 10_500 - performance.now()));
    const calls = await timed(
      { part: 'cold-start', what: 'signed call by a stopped worker' },
      [
        woken('empty', 'bound', async () => [await guest.sign('ProjectsAPI', 'GET', '/projects')]),
        woken('countersign', 'ours', async () => question('projects.refresh')),
        woken('aws-amplify', 'peer', async () => 'call'),
      ],
      quick ? { ...pace, rounds: 11 } : pace,
    );
    return [
      row('message to a stopped worker', 1.5, answers),
      row('the session from a stopped worker', null, sessions),
      calls,
    ];
  } finally {
    await browser.close();
  }
};

/** @returns ms. @throws Error where it answers something else than what was asked for */
async function wake(browser: BenchBrowser, page: Page, message: unknown): Promise<number> {
  await page.bringToFront();
  await browser.stopWorkers();
  const { took, answer } = await page.evaluate(async (one) => {
    const started = performance.now();
    const answer = await chrome.runtime.sendMessage(one);
    return { took: performance.now() - started, answer };
  }, message);
  requireGood(message, answer);
  return took;
}

/** Checks the answer: a request for projects must return some. */
function requireGood(message: unknown, answer: unknown): void {
  const text = JSON.stringify(answer) ?? '';
  const asked =
    message === 'wake'
      ? /^\d+$|"invalidInput"/
      : /session\.get/.test(JSON.stringify(message))
        ? /"ok":true/
        : /project/;
  if (!asked.test(text) || /Error/.test(text))
    throw new Error(`${JSON.stringify(message)} is answered by ${text.slice(0, 500)}`);
}

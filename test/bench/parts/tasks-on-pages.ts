/** The extension's cost for web pages: its card, and its script on granted sites. */
import type { Page } from 'puppeteer-core';
import type { BenchBrowser } from '../browser.ts';
import type { Contender, Role } from '../measure.ts';

/** How many elements the page has that is loaded with and without us. */
export const large = 10_000;

/** Ours puts the card onto a page that has just been loaded; the bound an empty script. */
export function cardOn(browser: BenchBrowser, url: string, page: Page | undefined): Contender[] {
  if (!page) throw new Error('There is no page to ask from');
  const injected = (name: string, role: Role, file: string): Contender => ({
    ...{ name, role },
    async time() {
      const tab = await browser.open('sender');
      await tab.goto(url);
      await tab.evaluate(untilIdle);
      const took = await page.evaluate(inject, url, file);
      await tab.close();
      return took;
    },
  });
  return [injected('empty script', 'bound', 'empty.js'), injected('countersign', 'ours', 'content/card.js')];
}

/** Two sites that differ by name, of which one is granted: there the extension's script runs, and asks the background. */
export function loadsOf(browser: BenchBrowser, rest: string): Contender[] {
  const loaded = (name: string, role: Role, host: string): Contender => ({
    ...{ name, role },
    async time() {
      const tab = await browser.open('sender');
      await tab.goto(`http://${host}${rest}`);
      await tab.evaluate(untilIdle);
      const took = await tab.evaluate(sinceFirstByte, large);
      await tab.close();
      return took;
    },
  });
  return [loaded('without', 'bound', 'without.test'), loaded('countersign', 'ours', 'with.test')];
}

/** Runs in the page. Loaded, painted, and with nothing to do. */
async function untilIdle(): Promise<void> {
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve));
  await new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve)));
}

/** Runs in the page once it is idle. @returns ms since its first byte */
function sinceFirstByte(elements: number): number {
  const now = performance.now();
  if (document.querySelectorAll('*').length < elements) throw new Error('It is another page');
  const [navigation] = performance.getEntriesByType('navigation');
  if (!(navigation instanceof PerformanceNavigationTiming)) throw new Error('The page was not navigated to');
  return now - navigation.responseStart;
}

/** Runs in a page of the extension. */
async function inject(url: string, file: string): Promise<number> {
  const [tab] = await chrome.tabs.query({ url });
  if (tab?.id === undefined) throw new Error(`No tab shows ${url}`);
  const started = performance.now();
  await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: [file] });
  return performance.now() - started;
}

/** A page with so many elements. */
export const pageOf = (count: number) =>
  `<!doctype html><meta charset="utf-8"><title>Page</title>${'<p>An <b>invoice</b>'.repeat(count / 2)}`;

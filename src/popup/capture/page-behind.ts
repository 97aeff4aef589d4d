import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';

/** The actions that the active tab's page allows: a task of it and a card on it, a task alone, or none. */
export type PageReach = 'all' | 'task' | 'nothing';

/** @returns null until it is known */
export function usePageReach(): PageReach | null {
  const [reach, setReach] = useState<PageReach | null>(null);
  useEffect(() => {
    void reachBehind().then(setReach);
  }, []);
  return reach;
}

/** The click on the toolbar gives access to the page, unless the browser keeps extensions off it. */
async function reachBehind(): Promise<PageReach> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || !/^https?:/.test(tab.url ?? '')) return 'nothing';
  // Runs in the page. The card is made of HTML, which a document of XML does not draw.
  const func = () => document.documentElement instanceof HTMLElement;
  const looks = browser.scripting.executeScript({ target: { tabId: tab.id }, func });
  return looks.then(
    ([look]) => (look?.result ? 'all' : 'task'),
    () => 'task',
  );
}

import browser from 'webextension-polyfill';
import type { ClickedTab } from './page-card.ts';

/**
 * What a function finds on a tab's page: in one frame, or in each that we may look into.
 *
 * @param look runs in the page, out of reach of the page's own scripts; it sees nothing from here
 * @returns the answers, the outermost frame's first; none where we may not look
 */
export const lookAtPage = <A extends unknown[], T>(
  { id = -1 }: ClickedTab,
  look: (...args: A) => T,
  args: A,
  frames: { frameIds: number[] } | { allFrames: true } = { frameIds: [0] },
): Promise<NonNullable<T>[]> =>
  browser.scripting.executeScript({ target: { tabId: id, ...frames }, func: look, args }).then(
    (found) => found.flatMap(({ result }) => (result ?? []) as NonNullable<T>), // what the function answers
    () => [],
  );

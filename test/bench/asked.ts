import type { Page } from 'puppeteer-core';
import type { Contender, Role } from './measure.ts';
import type { Question } from './worker/serve.ts';

/** Asks a worker of the benchmark by a message from a page of its extension. @throws Error with the worker's own */
export async function askWorker(page: Page, question: Question): Promise<string | number> {
  const { value, error } = await page.evaluate(
    (one): Promise<{ value?: string | number; error?: string }> => chrome.runtime.sendMessage(one),
    question,
  );
  if (error !== undefined) throw new Error(error);
  if (value === undefined) throw new Error(`The worker does not answer ${JSON.stringify(question)}`);
  return value;
}

/** A contender that works in that worker. */
export const inWorker = (page: Page, of: string, name: string, role: Role): Contender => ({
  name,
  role,
  time: async (times) => Number(await askWorker(page, { ask: 'time', of, contender: name, times })),
});

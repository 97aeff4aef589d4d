/** The built extension in the browser of the benchmark: copies of it, side by side. */
import type { Page } from 'puppeteer-core';
import type { Configuration } from '../../src/contract/configuration.ts';
import type { OperationInput, OperationName, OperationOutput } from '../../src/contract/operations.ts';
import { builtFor } from '../../src/dev/build/extension.ts';
import type { Unpacked } from './browser.ts';

/** An empty page of the extension itself, to ask its background from. */
export const desk = '/desk.html';

export const productCopy = (
  name: string,
  configuration: Configuration,
  more: { manifest?: Record<string, unknown>; files?: Record<string, string> } = {},
): Unpacked => ({
  name,
  of: builtFor('chromium'),
  ...(more.manifest && { manifest: more.manifest }),
  files: {
    'configuration.json': JSON.stringify(configuration),
    'desk.html': '<!doctype html><meta charset="utf-8"><title>Desk</title>',
    ...more.files,
  },
});

/** A message as the extension's own pages send it. */
export const question = (operation: OperationName, input?: unknown) => ({
  ...{ id: crypto.randomUUID(), operation },
  ...(input !== undefined && { input }),
});

/** Asks the background of the page's extension. @throws Error with the code, when it is refused */
export async function ask<N extends OperationName>(
  page: Page,
  operation: N,
  ...[input]: OperationInput<N> extends undefined ? [] : [OperationInput<N>]
): Promise<OperationOutput<N>> {
  const answer = await page.evaluate((one) => chrome.runtime.sendMessage(one), question(operation, input));
  if (!answer?.ok) throw new Error(`${operation} was refused: ${JSON.stringify(answer)}`);
  return answer.value;
}

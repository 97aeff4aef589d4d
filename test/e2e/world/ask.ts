import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '../../../src/contract/errors.ts';
import type { Answer, OperationName, OperationOutput, Request } from '../../../src/contract/operations.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { createCall, type Input } from '../../../src/ui/state/ask.ts';

/** Sends a message to the background from one of the extension's own pages, once, and gives the whole answer. */
export function send(page: Surface, operation: string, input?: unknown): Promise<Answer> {
  return page.evaluate(
    (message: object) => chrome.runtime.sendMessage({ id: crypto.randomUUID(), ...message }),
    { operation, input },
  );
}

/**
 * Asks for an operation as a screen does, which is patient with a background that is just starting.
 *
 * @throws Error with the code, when it is refused
 */
export async function ask<N extends OperationName>(
  page: Surface,
  operation: N,
  ...input: Input<N>
): Promise<OperationOutput<N>> {
  const call = createCall({
    send: (request) => page.evaluate((message: Request) => chrome.runtime.sendMessage(message), request),
    pause: (ms) => pause(ms, undefined, { ref: false }),
  });
  try {
    return await call(operation, ...input);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { code, data, cause } = error;
    throw new Error(`${operation} was refused: ${JSON.stringify({ code, data })}`, { cause });
  }
}

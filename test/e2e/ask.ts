import type {
  Answer,
  OperationInput,
  OperationName,
  OperationOutput,
} from '../../src/contract/operations.ts';
import type { Surface } from '../../src/dev/drive/surface.ts';

/** Sends a message to the background from one of the extension's own pages, and gives the whole answer. */
export function send(page: Surface, operation: string, input?: unknown): Promise<Answer> {
  return page.evaluate(
    (message: object) => chrome.runtime.sendMessage({ id: crypto.randomUUID(), ...message }),
    { operation, input },
  );
}

/** Asks for an operation as a screen does. @throws Error with the code, when it is refused */
export async function ask<N extends OperationName>(
  page: Surface,
  operation: N,
  ...[input]: OperationInput<N> extends undefined ? [] : [OperationInput<N>]
): Promise<OperationOutput<N>> {
  const answer = await send(page, operation, input);
  if (!answer.ok) throw new Error(`${operation} was refused: ${JSON.stringify(answer.error)}`);
  return answer.value as OperationOutput<N>; // the router answers by the same table
}

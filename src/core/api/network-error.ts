import { CodedError } from '../../contract/errors.ts';

/**
 * What a failed `fetch` (or the reading of its body) means. `timeout` when our time limit ended it; anything else is
 * `offline`: a browser tells neither a missing network nor a refused answer apart.
 */
export function networkError(error: unknown): CodedError {
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
  return new CodedError(timedOut ? 'timeout' : 'offline', undefined, { cause: error });
}

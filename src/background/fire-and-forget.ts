import { CodedError } from '../contract/errors.ts';

/**
 * Runs a promise without waiting for it. A coded failure is already visible in its place (a pending change, a notice).
 * Any other failure is a defect, and goes to the browser's error log.
 */
export function fireAndForget(promise: Promise<unknown>): void {
  promise.catch(unlessDefect);
}

/** For `catch`: ignores a coded failure, and rethrows a defect. */
export function unlessDefect(error: unknown): void {
  if (!(error instanceof CodedError)) throw error;
}

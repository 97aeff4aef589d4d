import { unlessDefect } from '../contract/errors.ts';

/**
 * Runs a promise without waiting for it. A coded failure is already visible in its place (a pending change, a notice).
 * Any other failure is a defect, and goes to the browser's error log.
 */
export function fireAndForget(promise: Promise<unknown>): void {
  promise.catch(unlessDefect);
}

import { unlessDefect } from '../contract/errors.ts';

/**
 * Lets something go on without anybody waiting for it. A coded failure has shown where it belongs (a change stays
 * pending, a notice says so); any other is a defect and reaches the browser's error log.
 */
export function fireAndForget(promise: Promise<unknown>): void {
  promise.catch(unlessDefect);
}

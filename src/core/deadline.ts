import { CodedError } from '../contract/errors.ts';

/**
 * The promise's outcome, or `timeout` when it takes longer. A later result of the promise is ignored.
 * @param ms time limit
 */
export function withDeadline<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CodedError('timeout')), ms);
  });
  return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}

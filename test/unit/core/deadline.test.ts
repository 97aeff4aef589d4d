import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withDeadline } from '../../../src/core/deadline.ts';
import { answerTimeout } from '../../../src/core/http.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('gives up on what hangs', async () => {
  const outcome = withDeadline(new Promise(() => undefined), answerTimeout).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(answerTimeout);
  expect(await outcome).toMatchObject({ code: 'timeout' });
});

it('passes on what comes in time, and leaves no timer behind', async () => {
  expect(await withDeadline(Promise.resolve('soon'), answerTimeout)).toBe('soon');
  await expect(withDeadline(Promise.reject(new Error('no')), answerTimeout)).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

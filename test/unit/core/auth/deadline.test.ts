import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { userPoolTimeout, withDeadline } from '../../../../src/core/auth/deadline.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('gives up on what hangs', async () => {
  const outcome = withDeadline(new Promise(() => undefined), userPoolTimeout).catch(
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(userPoolTimeout);
  expect(await outcome).toMatchObject({ code: 'timeout' });
});

it('passes on what comes in time, and leaves no timer behind', async () => {
  expect(await withDeadline(Promise.resolve('soon'), userPoolTimeout)).toBe('soon');
  await expect(withDeadline(Promise.reject(new Error('no')), userPoolTimeout)).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

import * as v from 'valibot';
import { afterEach, expect, it, vi } from 'vitest';
import { uuid } from '../../../../src/domain/task.ts';
import { makeRequestId } from '../../../../src/ui/state/ask.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('makes ids that the contract takes for UUIDs, each one new', () => {
  const ids = Array.from({ length: 1000 }, makeRequestId);
  for (const id of ids) expect(v.is(uuid, id), id).toBe(true);
  expect(ids.every((id) => id[14] === '7' && '89ab'.includes(id[19] ?? ''))).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});

it('makes ids that sort by the time they were made at', () => {
  vi.useFakeTimers();
  const ids = Array.from({ length: 100 }, (_, at) => {
    vi.setSystemTime(at ** 7);
    return makeRequestId();
  });
  expect([...ids].sort()).toEqual(ids);
});

import * as v from 'valibot';
import { expect, it } from 'vitest';
import { uuid } from '../../../src/contract/task.ts';
import { makeRequestId } from '../../../src/ui/request-id.ts';

it('makes ids that the contract takes for UUIDs, each one new', () => {
  const ids = Array.from({ length: 1000 }, makeRequestId);
  for (const id of ids) expect(v.is(uuid, id), id).toBe(true);
  expect(ids.every((id) => id[14] === '4' && '89ab'.includes(id[19] ?? ''))).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});

import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { timestampOf } from '../../../../src/core/auth/srp.ts';

// Node's own loader knows nothing of our replacements: this is the library as it comes.
const TheirHelper: new () => { getNowString(): string } = createRequire(import.meta.url)(
  'amazon-cognito-identity-js/lib/DateHelper',
).default;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

it('writes the moment as the library does', () => {
  const moments = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (moment) => {
      vi.setSystemTime(moment);
      expect(timestampOf(moment.getTime())).toBe(new TheirHelper().getNowString());
    }),
  );
  expect(timestampOf(Date.UTC(2026, 10, 7, 9, 5))).toBe('Sat Nov 7 09:05:00 UTC 2026');
});

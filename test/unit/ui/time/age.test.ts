import { describe, expect, it } from 'vitest';
import { ageWording } from '../../../../src/ui/time/age.ts';

const minute = 60_000;

describe('an age in words', () => {
  it.each([
    [-5 * minute, ''], // the clock was set back
    [minute - 1, ''],
    [minute, '1 minute ago'],
    [59.9 * minute, '59 minutes ago'],
    [60 * minute, '1 hour ago'],
    [23.9 * 60 * minute, '23 hours ago'],
    [24 * 60 * minute, 'yesterday'],
    [50 * 60 * minute, '2 days ago'],
  ])('of %d ms is "%s"', (ms, said) => {
    expect(ageWording(ms, 'en-GB')).toBe(said);
  });
});

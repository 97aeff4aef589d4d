import { describe, expect, it } from 'vitest';
import { outcomeOf, summaryOf } from '../../../../src/dev/test/outcome.ts';

describe('an outcome', () => {
  it('counts a test that said why it cannot be run neither as passed nor as failed', () => {
    const ran = [
      { name: 'a', state: 'passed' },
      { name: 'b', state: 'failed' },
      { name: 'c', state: 'skipped', note: 'no display' },
    ] as const;
    expect(outcomeOf(ran)).toEqual({
      passed: 1,
      failed: 1,
      skipped: [{ name: 'c', reason: 'no display' }],
    });
  });

  it.each(['skipped', 'pending'] as const)('counts a test as failed that is %s without a reason', (state) => {
    expect(outcomeOf([{ name: 'a', state }])).toEqual({ passed: 0, failed: 1, skipped: [] });
  });
});

describe('the summary', () => {
  it('has a line for each part, and the sums at its end', () => {
    const parts = new Map([
      ['set-up', { passed: 1, failed: 0, skipped: [] }],
      ['unit', { passed: 20, failed: 2, skipped: [] }],
    ]);
    expect(summaryOf(parts, 7)).toEqual([
      '✓ set-up   1 passed, 0 failed',
      '✗ unit     20 passed, 2 failed',
      'in 7 s',
      '21 passed, 2 failed',
    ]);
  });

  it('BM2: names each test that was skipped, with its reason', () => {
    const skipped = [{ name: 'e2e/window.test.ts > a window opens', reason: 'this is no Debian' }];
    const parts = new Map([['e2e', { passed: 3, failed: 0, skipped }]]);
    expect(summaryOf(parts, 7)).toEqual([
      '✓ e2e      3 passed, 0 failed, 1 skipped',
      '',
      'Skipped on this machine:',
      '- e2e/window.test.ts > a window opens: this is no Debian',
      '',
      'in 7 s',
      '3 passed, 0 failed, 1 skipped',
    ]);
  });
});

/** The outcome of the tests: passed, failed, and those that cannot run on this machine. */

export interface Outcome {
  passed: number;
  failed: number;
  /** Neither passed nor failed: each has a reason why it cannot run here. */
  skipped: Skipped[];
}

export interface Skipped {
  /** Name of the test, with its file and its groups. */
  name: string;
  reason: string;
}

/** A test as Vitest reports it. */
export interface Ran {
  name: string;
  state: 'passed' | 'failed' | 'skipped' | 'pending';
  /** The argument of `context.skip()`. */
  note?: string | undefined;
}

/** A test that did not run without a reason has failed: its group could not begin, or somebody disabled it. */
export function outcomeOf(ran: readonly Ran[]): Outcome {
  const passed = ran.filter(({ state }) => state === 'passed').length;
  const skipped = ran.flatMap(({ name, state, note }) =>
    state === 'skipped' && note ? [{ name, reason: note }] : [],
  );
  return { passed, failed: ran.length - passed - skipped.length, skipped };
}

/**
 * The lines of the summary: one for each part, one for each skipped test, and the sums.
 *
 * @param parts in the order in which they ran
 */
export function summaryOf(parts: ReadonlyMap<string, Outcome>, seconds: number): string[] {
  const all = [...parts.values()];
  const skipped = all.flatMap((one) => one.skipped);
  return [
    ...[...parts].map(([part, one]) => `${one.failed ? '✗' : '✓'} ${part.padEnd(8)} ${countsOf(one)}`),
    ...(skipped.length > 0 ? ['', 'Skipped on this machine:'] : []),
    ...skipped.map(({ name, reason }) => `- ${name}: ${reason}`),
    ...(skipped.length > 0 ? [''] : []),
    `in ${seconds} s`,
    countsOf({
      passed: all.reduce((sum, { passed }) => sum + passed, 0),
      failed: all.reduce((sum, { failed }) => sum + failed, 0),
      skipped,
    }),
  ];
}

const countsOf = ({ passed, failed, skipped }: Outcome): string =>
  `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;

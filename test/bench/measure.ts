/**
 * How contenders are timed: in rounds, each round all of them in a new random order, so that what else the machine does
 * meets all alike. A ratio is taken within each round; rounds end once the ratios are sure enough.
 */
import { median, middleRatio, quantile, type Ratio } from './estimate.ts';

/** The limit to be measured by, what the product does, or what somebody else's package does. */
export type Role = 'bound' | 'ours' | 'peer';

export interface Contender<Sample = number> {
  name: string;
  role: Role;
  /** Does it so many times in a row. @returns ms (or whatever is measured) for all of them */
  time(times: number): Promise<Sample>;
  /** It takes part in every so many rounds only, where it is dear. Each, where it is left out. */
  every?: number;
}

export interface Figure {
  name: string;
  role: Role;
  /** Median of one time, and its 10th and 90th percentile. */
  median: number;
  low: number;
  high: number;
  /** To the bound, within the rounds; null where there is no bound. */
  ratio: number | null;
  /** How far off that may be, as a share of it; null where nobody can tell. */
  within: number | null;
}

export interface Pace {
  /** At most. */
  rounds: number;
  /** Once each ratio is known so well, as a share of it, there is no further round. 0: all rounds are made. */
  within: number;
  /** How long one sample should take, ms: what is short is done many times for it. 0: once. */
  sample?: number;
  /** How often in a round each has a turn: the best counts, since what else a machine does only adds. Once where left out. */
  goes?: number;
  /** Runs before each round. */
  before?: () => Promise<void>;
  /** Whether a round that does not count comes before the others; it does where this is left out. */
  warm?: boolean;
}

/** One list for each contender, in their order; one place for each round, empty where they had no turn. */
export type Samples<Sample> = (Sample | undefined)[][];

/** As often as a sample should take long. @returns the values of a single time */
export async function interleave(
  contenders: readonly Contender[],
  { sample = 0, goes = 1, ...pace }: Pace,
): Promise<Samples<number>> {
  const long: Contender[] = [];
  for (const one of contenders) long.push(sample > 0 ? await lasting(one, sample) : one);
  const all = { ...pace, rounds: pace.rounds * goes };
  const samples = await rounds(long, all, (samples) => isSure(contenders, best(samples, goes), pace.within));
  return best(samples, goes);
}

/** The shortest of every `goes` samples in a row. */
const best = (samples: Samples<number>, goes: number): Samples<number> =>
  samples.map((values) =>
    Array.from({ length: Math.floor(values.length / goes) }, (_, round) => {
      const own = values.slice(round * goes, (round + 1) * goes).filter((value) => value !== undefined);
      return own.length > 0 ? Math.min(...own) : undefined;
    }),
  );

/** Warm-up time, ms: the engine optimises code after some thousand runs. */
const warmth = 120;

/** The same done so often that it takes so many ms; it tells of a single time. */
async function lasting(contender: Contender, sample: number): Promise<Contender> {
  const { time } = contender;
  let once = await time(1);
  for (let spent = 0; spent < warmth; ) {
    const times = timesFor(warmth / 4, once);
    const took = await time(times);
    once = took / times;
    spent += Math.max(took, 1);
  }
  const times = timesFor(sample, Math.max(once, 1e-4));
  return { ...contender, time: async () => (await time(times)) / times };
}

/** For samples of any kind, each done once. @param enough looks at what there is after each round */
export async function rounds<Sample>(
  contenders: readonly Contender<Sample>[],
  pace: Omit<Pace, 'sample' | 'goes'>,
  enough: (samples: Samples<Sample>) => boolean,
): Promise<Samples<Sample>> {
  const samples: Samples<Sample> = contenders.map(() => []);
  for (let round = pace.warm === false ? 1 : 0; round <= pace.rounds; round += 1) {
    await pace.before?.();
    for (const { contender, values } of shuffled(
      contenders.map((contender, at) => ({ contender, values: samples[at] ?? [] })),
    )) {
      const hasTurn = round === 0 || (round - 1) % (contender.every ?? 1) === 0;
      const value = hasTurn ? await contender.time(1) : undefined;
      if (round > 0) values.push(value);
    }
    if (round >= leastRounds && pace.within > 0 && enough(samples)) break;
  }
  return samples;
}

/** An interval of fewer rounds says little. */
const leastRounds = 7;

const timesFor = (sample: number, once: number): number =>
  Math.max(1, Math.round(sample / Math.max(once, 1e-3)));

/** Whether the ratio to the bound is known so well of each that has a turn in each round. */
export const isSure = (contenders: readonly Measured[], samples: Samples<number>, within: number): boolean =>
  ratiosOf(contenders, samples).every(
    (ratio, at) => !ratio || (contenders[at]?.every ?? 1) > 1 || ratio.within <= within,
  );

/** The contender that the samples belong to. */
export type Measured = Pick<Contender, 'name' | 'role' | 'every'>;

function ratiosOf(contenders: readonly Measured[], samples: Samples<number>): (Ratio | undefined)[] {
  const bound = samples[contenders.findIndex(({ role }) => role === 'bound')];
  return contenders.map(({ role }, at) => {
    if (!bound || role === 'bound') return undefined;
    const pairs = (samples[at] ?? []).map((value, round) => (value ?? 0) / (bound[round] ?? 0));
    return middleRatio(pairs.filter((ratio) => ratio > 0 && Number.isFinite(ratio)));
  });
}

/** @param samples one list for each contender, their values in the order of the rounds */
export function figures(contenders: readonly Measured[], samples: Samples<number>): Figure[] {
  const isBound = contenders.some(({ role }) => role === 'bound');
  const all = ratiosOf(contenders, samples);
  return contenders.map(({ name, role }, at) => {
    const own = (samples[at] ?? []).filter((value) => value !== undefined);
    const { value = 1, within = 0 } = all[at] ?? {};
    return {
      ...{ name, role, median: median(own), low: quantile(own, 0.1), high: quantile(own, 0.9) },
      ratio: isBound ? value : null,
      within: isBound && role !== 'bound' && Number.isFinite(within) ? within : null,
    };
  });
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

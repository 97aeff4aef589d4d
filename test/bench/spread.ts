/** How far runs of the benchmark lie apart, and what is told of several. */
import { oursIn, type Row } from './row.ts';

export interface Spread {
  part: Row['part'];
  what: string;
  /** Name of the contender. */
  name: string;
  /** One for each run: the ratio to the bound where there is one; of an exponent, or what is counted, itself. */
  values: number[];
  /** How much more the highest is than the lowest, as a share of it; of an exponent their difference. */
  apart: number;
}

/** @returns what all runs have, the farthest apart first; what peers do is told where it has a bound */
export function spreads(runs: readonly (readonly Row[])[]): Spread[] {
  const [first = []] = runs;
  return first
    .flatMap(({ part, what, unit, figures }) =>
      figures
        .filter(({ role, ratio }) => role === 'ours' || (role === 'peer' && ratio !== null))
        .flatMap(({ name }): Spread[] => {
          const values = runs.flatMap((rows) => {
            const found = sameRow(rows, { part, what })?.figures.find((one) => one.name === name);
            return found ? [found.ratio ?? found.median] : [];
          });
          if (values.length < runs.length) return [];
          const [low, high] = [Math.min(...values), Math.max(...values)];
          const apart = unit === 'exponent' ? high - low : high === low ? 0 : high / low - 1;
          return [{ part, what, name, values, apart }];
        }),
    )
    .sort((a, b) => b.apart - a.apart);
}

/** For each row, the one of the run with our median figure. */
export function middleRows(runs: readonly (readonly Row[])[]): Row[] {
  const [first = []] = runs;
  return first.map((row) => {
    const same = runs.flatMap((rows) => sameRow(rows, row) ?? []);
    same.sort((a, b) => (oursIn(a) ?? 0) - (oursIn(b) ?? 0));
    return same[Math.floor(same.length / 2)] ?? row;
  });
}

const sameRow = (rows: readonly Row[], { part, what }: Pick<Row, 'part' | 'what'>): Row | undefined =>
  rows.find((row) => row.part === part && row.what === what);

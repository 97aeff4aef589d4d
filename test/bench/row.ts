import type { FilledCloud } from './filled-cloud.ts';
import { type Contender, type Figure, figures, interleave, type Pace } from './measure.ts';

/** One line of the table: the same work by everybody who can do it. */
export interface Row {
  part: PartName;
  /** The measured action. */
  what: string;
  unit: 'ms' | 'bytes' | 'calls' | 'MB' | 'exponent';
  figures: Figure[];
  /** The most that ours may be: of the bound where there is one, else in itself. */
  budget: number | null;
}

export type PartName =
  | 'cloud'
  | 'signing'
  | 'sign-in'
  | 'sizes'
  | 'cold-start'
  | 'screens'
  | 'parallel'
  | 'tasks';

/** The input of a part. */
export interface Task {
  /** Less of everything, for a first look. */
  quick: boolean;
  /** Says what is being done. */
  say(sentence: string): void;
  /** The cloud with people and tasks in it that all parts use which need one. It starts when it is asked for. */
  cloud(): Promise<FilledCloud>;
}

/** A part of the benchmark. It checks first that everybody's output is the same, and throws where it is not. */
export type Part = (task: Task) => Promise<Row[]>;

/** Times the contenders, and makes a line of it. */
export async function timed(
  row: Pick<Row, 'part' | 'what'> & { budget?: number },
  contenders: readonly Contender[],
  pace: Pace,
): Promise<Row> {
  const samples = await interleave(contenders, pace);
  return { budget: null, ...row, unit: 'ms', figures: figures(contenders, samples) };
}

/** Our figure, in the unit of the budget. */
export function oursIn({ figures }: Row): number | null {
  const ours = figures.find(({ role }) => role === 'ours');
  return ours ? (ours.ratio ?? ours.median) : null;
}

export const isMet = (row: Row): boolean => row.budget === null || (oursIn(row) ?? 0) <= row.budget;

/** Figures that are counted, not timed: each is what it is. */
export const counted = (name: string, role: Figure['role'], value: number): Figure => ({
  ...{ name, role, median: value, low: value, high: value, ratio: null, within: null },
});

import { cloud } from './parts/cloud.ts';
import { coldStart } from './parts/cold-start.ts';
import { parallel } from './parts/parallel.ts';
import { screens } from './parts/screens.ts';
import { signIn } from './parts/sign-in.ts';
import { signing } from './parts/signing.ts';
import { sizes } from './parts/sizes.ts';
import { tasks } from './parts/tasks.ts';
import type { Part, PartName, Row } from './row.ts';

const parts: Partial<Record<PartName, Part>> = {
  signing,
  'sign-in': signIn,
  sizes,
  'cold-start': coldStart,
  screens,
  parallel,
  tasks,
  cloud,
};

// Object.keys of a constant table gives its keys, which TypeScript cannot know
export const partNames = Object.keys(parts) as PartName[];

/** Runs these parts one after the other, and says what is being done. */
export async function runParts(names: readonly PartName[], quick: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    const say = (sentence: string) => console.log(`${name}: ${sentence}`);
    const started = performance.now();
    rows.push(...((await parts[name]?.({ quick, say })) ?? []));
    say(`measured in ${Math.round((performance.now() - started) / 1000)} s`);
  }
  return rows;
}

import { type FilledCloud, sizesOf, startFilledCloud } from './filled-cloud.ts';
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

/** They wait for the cloud, and tell where it does not come. */
const needCloud: PartName[] = ['cold-start', 'screens', 'parallel', 'tasks'];

/** Runs these parts one after the other, and says what is being done, and after how many seconds it began. */
export async function runParts(names: readonly PartName[], quick: boolean): Promise<Row[]> {
  const started = performance.now();
  const sayOf = (name: PartName) => (sentence: string) => {
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`${`${seconds}`.padStart(4)} s  ${name}: ${sentence}`);
  };
  const rows: Row[] = [];
  let filled: Promise<FilledCloud> | undefined;
  try {
    for (const name of names) {
      const say = sayOf(name);
      const cloud = () => {
        if (!filled) say('filling a cloud');
        filled ??= startFilledCloud(sizesOf(quick));
        return filled;
      };
      // No part after it is measured while the cloud fills: of bundles only the bytes are counted.
      if (name === 'sizes' && names.some((one) => needCloud.includes(one))) cloud().catch(() => undefined);
      rows.push(...((await parts[name]?.({ quick, say, cloud })) ?? []));
      say('done');
    }
  } finally {
    await (await filled)?.stop();
  }
  return rows;
}

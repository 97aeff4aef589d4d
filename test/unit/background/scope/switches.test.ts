/**
 * Two people, one device, three clouds: whatever they do, and whoever signs in and out between any two awaits, no request
 * carries one person's content with another's authority, and nothing unsent is lost but by its person's own word.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { noMoreDevices, startDevice, useDevices } from './device.ts';
import { Sequence } from './sequence.ts';
import { steps } from './steps.ts';

const long = process.env.LONG === '1';
const blocks = long ? 10 : 1;
/** Sequences in one block. `SEED=… RUNS=…` repeats a block. */
const runs = Number(process.env.RUNS ?? (long ? 1000 : 60));
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

beforeAll(useDevices);
afterAll(noMoreDevices);

// Printed first: if the process dies in a sequence, vitest prints no title.
if (long) console.log(`Sequences of the seeds ${seed} to ${seed + blocks - 1}`);

describe('two people on one device: what is each one’s stays theirs, and nothing unsent is lost', () => {
  it.each(Array.from({ length: blocks }, (_, block) => seed + block))(
    `in ${runs} sequences of the seed %i`,
    (seed) =>
      fc.assert(
        fc.asyncProperty(steps, async (steps) => {
          const sequence = new Sequence(await startDevice('parts'));
          await sequence.run(steps);
        }),
        { numRuns: runs, seed },
      ),
  );
});

import { defineConfig } from 'vitest/config';
import { aliases } from './src/dev/build/aliases.ts';
import { onlyUsedArithmetic } from './src/dev/build/srp-arithmetic.ts';

const long = process.env.LONG === '1';

/** The libraries whose modules are replaced by ours: only what Vite itself loads passes by its plugins. */
const inlined = [/amazon-cognito-identity-js/, /@aws-sdk\/credential-provider/];

/** One project for each part of `npm test`. */
export default defineConfig({
  plugins: [aliases(), onlyUsedArithmetic()],
  test: {
    allowOnly: false,
    expect: { poll: { timeout: 30_000 } }, // for what never comes; a condition is met much sooner
    server: { deps: { inline: inlined } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          testTimeout: long ? 1_800_000 : 120_000, // for what hangs, like all of these
          hookTimeout: 300_000,
          isolate: false, // loading each module once, not once for each file, halves the time
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'cloud',
          include: ['test/background/**/*.test.ts', 'test/cloud/**/*.test.ts'],
          testTimeout: long ? 1_800_000 : 300_000, // campaigns with kills take their time on a busy machine
          hookTimeout: 300_000, // the first synthesis of a stack takes seconds, on a busy machine many
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // For what hangs: each wait within a story has a limit of its own, and busy machines take all of them longer.
          testTimeout: long ? 900_000 : 300_000,
          hookTimeout: 300_000,
          isolate: false, // browsers and clouds are kept from file to file
          environment: './test/e2e/world/worker-environment.ts',
          maxWorkers: 2, // each file drives a browser and a cloud, and half of the time waits for them
        },
      },
    ],
  },
});

import { defineConfig } from 'vitest/config';

/** Tests that only outcome-reporter.test.ts runs: some of them fail on purpose. */
export default defineConfig({ test: { include: ['*.case.ts'] } });

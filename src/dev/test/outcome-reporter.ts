/** Vitest's reporter for `npm test`: its own reports leave out why a test was skipped. */
import { writeFile } from 'node:fs/promises';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { outcomeOf } from './outcome.ts';

/** Writes the outcome, as JSON, to the file of `--outputFile.outcome`. */
export default class OutcomeReporter implements Reporter {
  #file: string | undefined;

  onInit({ config: { outputFile } }: Vitest): void {
    this.#file = typeof outputFile === 'object' ? outputFile.outcome : undefined;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    if (this.#file === undefined) throw new Error('The reporter needs --outputFile.outcome=FILE.');
    const ran = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => {
        const result = test.result();
        return {
          name: `${module.relativeModuleId} > ${test.fullName}`,
          state: result.state,
          ...(result.state === 'skipped' ? { note: result.note } : {}),
        };
      }),
    );
    await writeFile(this.#file, JSON.stringify(outcomeOf(ran)));
  }
}

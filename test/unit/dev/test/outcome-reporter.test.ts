import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../../../../src/dev/program.ts';
import { projectFolder } from '../../../../src/dev/project.ts';

it('tells the outcome of a run of Vitest, with the reason of each skip', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'countersign-'));
  try {
    const file = join(temporary, 'outcome.json');
    const succeeded = await runProgram(
      'vitest',
      [
        'run',
        `--root=${join(import.meta.dirname, 'reported')}`,
        `--reporter=${join(projectFolder, 'src/dev/test/outcome-reporter.ts')}`,
        `--outputFile.outcome=${file}`,
      ],
      'held',
    );
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      passed: 1,
      failed: 2,
      skipped: [{ name: 'outcomes.case.ts > a window > is looked at', reason: 'there is no display' }],
    });
    expect(succeeded).toBe(false);
  } finally {
    await rm(temporary, { recursive: true });
  }
});

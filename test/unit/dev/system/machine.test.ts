import { describe, expect, it } from 'vitest';
import { thisMachine } from '../../../../src/dev/system/machine.ts';

const node = (code: string, within = 30_000) =>
  thisMachine.run(process.execPath, ['--eval', code], { within });

describe('a program that is run', () => {
  it('answers with its standard output, and with both outputs', async () => {
    const { succeeded, stdout, output } = await node('console.log("out"); console.error("err")');
    expect({ succeeded, stdout }).toEqual({ succeeded: true, stdout: 'out\n' });
    expect(output).toContain('err\n');
  });

  it('has failed when it ends with a fault', async () => {
    expect((await node('process.exit(3)')).succeeded).toBe(false);
  });

  it('has failed when it cannot be started', async () => {
    const outcome = await thisMachine.run('/no/such/program', [], { within: 1_000 });
    expect(outcome.succeeded).toBe(false);
    expect(outcome.output).toContain('ENOENT');
  });

  it('is ended when it takes too long, and says so', async () => {
    const { succeeded, output } = await node('setInterval(() => {}, 1000)', 100);
    expect(succeeded).toBe(false);
    expect(output).toMatch(/took longer than 0.1 s$/);
  });

  it('runs in the folder that is given', async () => {
    const { stdout } = await thisMachine.run(process.execPath, ['-p', 'process.cwd()'], {
      within: 30_000,
      folder: '/',
    });
    expect(stdout.trim()).toBe('/');
  });
});

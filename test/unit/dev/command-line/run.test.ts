import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };
import { commands } from '../../../../src/dev/command-line/commands.mjs';
import { projectFolder } from '../../../../src/dev/project.ts';

const needed = ['package.json', 'src/dev/run.mjs', 'src/dev/command-line'];

/** A checkout in which nothing is installed: whoever would begin to work there fails otherwise. */
let checkout: string;
beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'countersign-'));
  for (const path of needed) await cp(join(projectFolder, path), join(checkout, path), { recursive: true });
});
afterAll(() => rm(checkout, { recursive: true }));

function run(...args: string[]): { status: number | null; said: string } {
  const child = spawnSync(process.execPath, ['src/dev/run.mjs', ...args], {
    cwd: checkout,
    encoding: 'utf8',
  });
  return { status: child.status, said: child.stdout + child.stderr };
}

describe('a command in a fresh checkout', () => {
  it.each(Object.keys(commands))(
    'BM8: %s refuses what it does not know before it does anything',
    async (name) => {
      const before = await readdir(checkout);
      const { status, said } = run(name, '--nope=1');
      expect(said).toMatch(new RegExp(`^npm (run )?${name} does not know --nope; it [^\n]*\\.\n$`));
      expect(status).toBe(1);
      expect(await readdir(checkout)).toEqual(before);
    },
  );

  it('is one of the commands that there are', () => {
    const { status, said } = run('strat');
    expect(said).toMatch(/^There is no command "strat"\. There are: start, test, [^\n]+\.\n$/);
    expect(status).toBe(1);
  });
});

it('every script of package.json is a command, and the other way round', () => {
  const started = Object.values(packageJson.scripts).map((script) => script.split(' ')[2]);
  expect(new Set(started)).toEqual(new Set(Object.keys(commands)));
});

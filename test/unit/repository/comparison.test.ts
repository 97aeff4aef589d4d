import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../../src/dev/project.ts';
import { read } from './sources.ts';

it('the comparison of sign-ins names tests that exist', () => {
  const rows = read('docs/authenticator-comparison.md')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const named = rows.flatMap((row) => [...(row.split('|').at(-2) ?? '').matchAll(/`([\w/-]+)`/g)]);
  const tests = readdirSync(join(projectFolder, 'test'), { recursive: true, encoding: 'utf8' });
  const missing = named
    .map(([, name = '']) => name)
    .filter((name) => !tests.some((path) => path.endsWith(`/${name}.test.ts`)));
  expect(named.length).toBeGreaterThan(40);
  expect(missing).toEqual([]);
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../../src/dev/project.ts';
import { read, sourcesIn } from './sources.ts';

/** The parts of the product; commands, and the cloud on this machine, may name what they try out. */
const product = ['domain', 'contract', 'core', 'background', 'ui', 'popup', 'sidepanel', 'options', 'content']
  .map((folder) => `src/${folder}`)
  .concat('src/cloud/handlers');

/** The files that CONTRIBUTING names for an addition. */
function namedFor(addition: string): string[] {
  const [, text = ''] = read('CONTRIBUTING.md').split(`**${addition}**`);
  const [list = ''] = text.split(/^\*\*/m);
  return [...list.matchAll(/^\d\. .*?`(src\/[\w/.-]+\.tsx?)`/gm)].map(([, path = '']) => path);
}

const filesWith = (word: RegExp) =>
  product
    .flatMap(sourcesIn)
    .filter(({ code }) => word.test(code))
    .map(({ path }) => path);

const additions: [addition: string, most: number][] = [
  ['A field of a task', 8],
  ['A challenge of a sign-in', 3],
  ['A step before the sign-in', 5],
];

describe('CONTRIBUTING', () => {
  it.each(additions)('names for "%s" at most %i files, which are there', (addition, most) => {
    const named = namedFor(addition);
    expect(named.length).toBeGreaterThan(2);
    expect(named.length).toBeLessThanOrEqual(most);
    expect(named.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
  });

  it('names each file that spells a field of a task', () => {
    // The address bar's suggestions have a description too, a long selection becomes one, and a quick line is as long.
    const others = [
      'src/background/pages/capture-triggers.ts',
      'src/background/pages/page-tasks.ts',
      'src/domain/quick-entry.ts',
    ];
    const spelling = filesWith(/\bdescription\b/);
    expect(spelling).toContain('src/domain/task.ts');
    expect(spelling.filter((path) => ![...namedFor('A field of a task'), ...others].includes(path))).toEqual(
      [],
    );
  });

  it('names each file that spells a challenge', () => {
    const spelling = filesWith(/'newPassword'/);
    expect(spelling).toContain('src/contract/challenge.ts');
    expect([...new Set([...namedFor('A challenge of a sign-in'), ...spelling])]).toHaveLength(3);
  });

  it('names each file that spells a step before the sign-in', () => {
    // Cognito calls its own step by the same name.
    const spelling = filesWith(/step: '?forgot|case 'forgot'|literal\('forgot'\)/);
    expect([...new Set([...namedFor('A step before the sign-in'), ...spelling])]).toHaveLength(5);
  });
});

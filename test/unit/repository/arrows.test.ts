import { describe, expect, it } from 'vitest';
import { importsOf, sourcesIn } from './sources.ts';

/** What the files of each folder may import of ours, besides their own folder: arrows go down only. */
const arrows: Record<string, string[]> = {
  'src/domain': [],
  'src/contract': ['src/domain'],
  'src/core': ['src/contract', 'src/domain'],
  'src/background': ['src/core', 'src/contract', 'src/domain'],
  'src/ui': ['src/contract', 'src/domain', 'public/_locales'],
  'src/popup': ['src/ui', 'src/contract', 'src/domain'],
  'src/sidepanel': ['src/ui', 'src/contract', 'src/domain'],
  'src/options': ['src/ui', 'src/contract', 'src/domain'],
  'src/content': ['src/ui', 'src/contract', 'src/domain'],
  'src/cloud/handlers': ['src/contract', 'src/domain'],
  // A function, its table and its headers are described where the function is.
  'src/cloud/stack': ['src/cloud/handlers', 'src/contract', 'src/domain'],
  // It loads the bundles that would be deployed: never a handler's source.
  'src/cloud/local': ['src/cloud/stack', 'src/contract', 'src/domain'],
};

const isIn = (path: string, folder: string) => path.startsWith(`${folder}/`);

describe('imports', () => {
  it.each(Object.entries(arrows))('of %s point down', (folder, allowed) => {
    const wrong = sourcesIn(folder).flatMap((source) =>
      importsOf(source)
        .filter((imported) => /^(src|test|public)\//.test(imported))
        .filter((imported) => ![folder, ...allowed].some((one) => isIn(imported, one)))
        .map((imported) => `${source.path} imports ${imported}`),
    );
    expect(wrong).toEqual([]);
  });

  it('of every folder under src are ruled', () => {
    const ruled = [...Object.keys(arrows), 'src/dev'];
    const outside = sourcesIn('src').filter(({ path }) => !ruled.some((folder) => isIn(path, folder)));
    expect(outside.map(({ path }) => path)).toEqual([]);
  });
});

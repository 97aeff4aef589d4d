import { describe, expect, it } from 'vitest';
import { synthesisedFrom } from '../../../src/cloud/stack/synth.ts';
import { importsOf, sourcesIn } from './sources.ts';

/** The folders of ours that each folder may import, besides itself: arrows go down only. */
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

/** A way along imports from a file back to itself; null where there is none. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] | null {
  const left = new Set<string>();
  const way: string[] = [];
  function enter(path: string): string[] | null {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (left.has(path)) return null;
    way.push(path);
    for (const next of imports.get(path) ?? []) {
      const circle = enter(next);
      if (circle) return circle;
    }
    way.pop();
    left.add(path);
    return null;
  }
  for (const path of imports.keys()) {
    const circle = enter(path);
    if (circle) return circle;
  }
  return null;
}

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

  it('go round in no circle, not even those of types', () => {
    const circle = (edges: [string, string[]][]) => circleIn(new Map(edges));
    expect(circle(sourcesIn('src').map((source) => [source.path, importsOf(source)]))).toBeNull();
    expect(
      circle([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ).toEqual(['b', 'c', 'b']);
  });

  it('of the stack and its functions come from what is synthesised anew when it changes', () => {
    const made = ['src/cloud/stack', ...(arrows['src/cloud/stack'] ?? [])];
    expect(synthesisedFrom).toEqual(expect.arrayContaining(made));
  });
});

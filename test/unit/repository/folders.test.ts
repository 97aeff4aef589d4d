import { describe, expect, it } from 'vitest';
import { filesIn } from './sources.ts';

/** More files than this side by side are not seen at one look. */
const most = 20;

describe('folders', () => {
  it(`have at most ${most} files side by side`, () => {
    const counts = new Map<string, number>();
    for (const path of ['src', 'test'].flatMap(filesIn)) {
      const folder = path.slice(0, path.lastIndexOf('/'));
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    const tooFull = [...counts].filter(([, count]) => count > most);
    expect(tooFull).toEqual([]);
  });
});

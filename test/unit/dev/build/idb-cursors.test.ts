import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutLoops } from '../../../../src/dev/build/idb-cursors.ts';
import { projectFolder } from '../../../../src/dev/project.ts';

describe('the shipped idb', () => {
  it('is the published one without its loops over cursors', () => {
    const published = readFileSync(join(projectFolder, 'node_modules/idb/build/index.js'), 'utf8');
    const shipped = withoutLoops(published);
    expect(published).toContain('asyncIterator');
    expect(shipped).not.toContain('asyncIterator');
    expect(() => new Function(shipped.replace(/export \{[^}]*\};/, ''))).not.toThrow();
    for (const name of ['openDB', 'deleteDB', 'wrap', 'unwrap'])
      expect(shipped).toMatch(new RegExp(`export \\{[^}]*\\b${name}\\b`));
  });

  it('is refused where it has changed', () => {
    expect(() => withoutLoops('const other = {};')).toThrow('not found');
  });
});

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { usedApis, withUsedApis } from '../../../../src/dev/build/polyfill-metadata.ts';
import { sourcesIn } from '../../repository/sources.ts';

/** APIs that the polyfill does not wrap: browsers have them with promises, or not at all. */
const notWrapped = ['sidebarAction', 'sidePanel'];

describe('the shipped polyfill', () => {
  it('knows every API that the sources name', () => {
    const named = sourcesIn('src')
      .filter(({ path }) => !path.startsWith('src/dev') && !path.startsWith('src/cloud'))
      .flatMap(({ code }) => [...code.matchAll(/\bbrowser\.([a-z]\w+)/g)].flatMap(([, name]) => name ?? []));
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((name) => ![...usedApis, ...notWrapped].includes(name))).toEqual([]);
  });

  it('is the published one without the metadata of the others', async () => {
    const file = createRequire(import.meta.url).resolve('webextension-polyfill/dist/browser-polyfill.js');
    const code = await readFile(file, 'utf8');
    const shipped = withUsedApis(code, ['alarms']);
    expect(() => new Function(shipped)).not.toThrow();
    expect(shipped).toContain('"alarms":{"clear"');
    expect(code).toContain('"bookmarks"');
    expect(shipped).not.toContain('"bookmarks"');
  });

  it('is refused where it has changed', () => {
    expect(() => withUsedApis('const metadata = {};', [])).toThrow('not found');
  });
});

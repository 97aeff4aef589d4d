import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { targets } from '../../../../src/dev/build/manifest.ts';
import { budgets, entries, loadedWith } from '../../../../src/dev/build/sizes.ts';
import { builtFiles } from './built-files.ts';

// Object.keys of a constant table gives its keys, which TypeScript cannot know
const partNames = Object.keys(budgets) as (keyof typeof budgets)[];

/** Texts that only the parts of libraries contain that are replaced or left out, or that must never be in. */
const absent = [
  ['jsbn', 'Only radix 2, 4, 8, 16, 32 are supported'],
  ['a search for randomness', 'Native crypto module could not be used'],
  ['a database of the SDK’s own', 'aws:cognito-identity-ids'],
  ['the SDK’s identity client', 'CognitoIdentityServiceException'],
  ['other providers of credentials', 'fromTemporaryCredentials'],
  ['a polyfill of Buffer', 'The first argument must be one of type'],
  ['helpers for old browsers', '__generator'],
  ['a way to run text as code', 'new Function'],
  ['a way to Node', 'require('],
] as const;

describe.each(targets)('the package for %s', (target) => {
  let files: Map<string, string>;
  const file = (name: string) => {
    const found = files.get(name);
    if (found === undefined) throw new Error(`the package has no ${name}`);
    return found;
  };
  beforeAll(async () => {
    files = await builtFiles(target);
  }, 60_000); // it is built as it is delivered

  it('opens no file to web pages, runs in none by itself and asks for no host', () => {
    const manifest = JSON.parse(file('manifest.json'));
    for (const key of ['web_accessible_resources', 'content_scripts', 'host_permissions'])
      expect(manifest).not.toHaveProperty(key);
  });

  it('names the built background in its manifest', () => {
    const { background } = JSON.parse(file('manifest.json'));
    expect(background).toEqual(
      target === 'chrome' ? { service_worker: 'background.js' } : { scripts: ['background.js'] },
    );
  });

  it('has a background and a card that are strict, and import and export nothing', () => {
    for (const name of ['background.js', 'content/card.js'])
      expect(file(name).slice(0, 40)).toContain('"use strict"');
    for (const name of ['background.js', 'content/card.js'])
      expect(file(name).match(/(?<![.\w$"'`])(import|export)\s*[({*"'`]/g)).toBe(null);
  });

  it.each(partNames)('has a %s within its budget, compressed, with all that is loaded with it', (name) => {
    const sizes = loadedWith(entries[name], file).map((path) => gzipSync(file(path), { level: 9 }).length);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(budgets[name]);
  });

  it('has a background in one file', () => {
    expect(loadedWith(entries.background, file)).toEqual(['background.js']);
  });

  it.each(absent)('has a background without %s', (_, telltale) => {
    expect(file('background.js').includes(telltale)).toBe(false);
  });

  it('has the three pages, without a script or a style in them that their policy would refuse', () => {
    for (const page of ['popup', 'sidepanel', 'options']) {
      const html = file(`src/${page}/index.html`);
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
    }
  });

  it('has one style sheet for each page, and none besides', () => {
    const asked = ['popup', 'sidepanel', 'options'].map((page) =>
      [...file(`src/${page}/index.html`).matchAll(/<link rel="stylesheet" href="\/([^"]+)">/g)].map(
        ([, name]) => name,
      ),
    );
    for (const names of asked) expect(names).toHaveLength(1);
    expect([...files.keys()].filter((name) => name.endsWith('.css')).sort()).toEqual(asked.flat().sort());
  });

  it('has no source maps', () => {
    expect([...files.keys()].filter((name) => name.endsWith('.map'))).toEqual([]);
    for (const code of files.values()) expect(code.includes('sourceMappingURL')).toBe(false);
  });
});

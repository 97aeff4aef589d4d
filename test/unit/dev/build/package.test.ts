import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Target, targets } from '../../../../src/dev/build/manifest.ts';
import { budgets, entries, loadedWith } from '../../../../src/dev/build/sizes.ts';
import { type Copy, copyProject } from './built-copy.ts';

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

/** The libraries of package.json's dependencies that are in the package, by their own names. */
const bundled = [
  '@aws-sdk/credential-provider-cognito-identity',
  '@smithy/signature-v4',
  'amazon-cognito-identity-js',
  'preact',
  'qr',
  'valibot',
  'webextension-polyfill',
];

let copy: Copy;
let printed: string;
const builds = new Map<Target, Map<string, string>>();
beforeAll(async () => {
  copy = await copyProject();
  printed = await copy.build();
  for (const target of targets) builds.set(target, await copy.built(target));
});
afterAll(() => copy.remove());

const filesOf = (target: Target): Map<string, string> => {
  const files = builds.get(target);
  if (!files) throw new Error(`nothing was built for ${target}`);
  return files;
};
const textOf = (target: Target, name: string): string => {
  const text = filesOf(target).get(name);
  if (text === undefined) throw new Error(`the package for ${target} has no ${name}`);
  return text;
};

describe('the build', () => {
  const weight = String.raw`\d+ kB in \d+ files, background \d+\.\d kB compressed`;

  it('BM5: prints a line for each target, and nothing else', () => {
    expect(printed).toMatch(new RegExp(`^dist/chrome {4}${weight}\ndist/firefox {3}${weight}\n$`));
  });

  it('BM5: says of each target that it is unchanged where nothing has changed', async () => {
    expect(await copy.build()).toBe(printed.replaceAll('\n', ', unchanged\n'));
  });

  it.each(['background.js', 'content/card.js', 'content/marker.js'])(
    'BM5: gives both targets the same %s, byte for byte',
    (name) => {
      expect(textOf('firefox', name) === textOf('chrome', name)).toBe(true);
    },
  );
});

describe.each(targets)('the package for %s', (target) => {
  const file = (name: string) => textOf(target, name);

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

  it('has a card and a marker without schemas: they only show what the background has checked', () => {
    for (const name of ['content/card.js', 'content/marker.js'])
      expect(file(name).includes('~run')).toBe(false);
    expect(file('background.js').includes('~run')).toBe(true);
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
    expect([...filesOf(target).keys()].filter((name) => name.endsWith('.css')).sort()).toEqual(
      asked.flat().sort(),
    );
  });

  it('SE15: has our licence, and the notices of each library that is in it', () => {
    expect(file('LICENSE')).toContain('MIT License');
    const text = file('THIRD-PARTY-NOTICES.txt');
    const names = [...text.matchAll(/^-{78}\n\n(\S+) \d\S*$/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(bundled));
    // Each with the words of its licence, and none that only builds or tests.
    expect(
      text.match(/Permission is hereby granted|Apache License|Mozilla Public License/g)?.length,
    ).toBeGreaterThanOrEqual(names.length);
    expect(names.filter((name) => /vite|vitest|crxjs|typescript|puppeteer/.test(name ?? ''))).toEqual([]);
  });

  it('has no source maps', () => {
    expect([...filesOf(target).keys()].filter((name) => name.endsWith('.map'))).toEqual([]);
    for (const code of filesOf(target).values()) expect(code.includes('sourceMappingURL')).toBe(false);
  });
});

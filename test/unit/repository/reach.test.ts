import { describe, expect, it } from 'vitest';
import { importsOf, type Source, sourcesIn } from './sources.ts';

const screens = ['src/ui', 'src/popup', 'src/sidepanel', 'src/options', 'src/content'];
const inWorker = ['src/background', 'src/core', 'src/contract', 'src/domain'];

/** The files that contain what they must not. */
const offenders = (folders: string[], offends: (source: Source) => boolean) =>
  folders
    .flatMap(sourcesIn)
    .filter(offends)
    .map(({ path }) => path);

describe('what a part may reach', () => {
  it('screens and the content script touch no storage: they are told by the background', () => {
    const storage = /\b(browser|chrome)\s*\.\s*storage\b|\b(local|session)Storage\b|\bindexedDB\b/;
    expect(offenders(screens, ({ code }) => storage.test(code))).toEqual([]);
  });

  it('screens and the content script speak to no server', () => {
    expect(offenders(screens, ({ code }) => /\b(fetch|XMLHttpRequest|WebSocket)\s*\(/.test(code))).toEqual(
      [],
    );
  });

  it('core knows no browser: storage, network and time come from outside', () => {
    const core = ['src/core', 'src/contract', 'src/domain'];
    expect(offenders(core, (source) => importsOf(source).includes('webextension-polyfill'))).toEqual([]);
    expect(offenders(core, ({ code }) => /\b(browser|chrome)\.[a-z]/.test(code))).toEqual([]);
  });

  it('nothing in the worker is imported at run time: a service worker can’t', () => {
    expect(offenders(inWorker, ({ code }) => /\bimport\s*\(/.test(code))).toEqual([]);
  });

  it('nothing runs text as code or writes markup', () => {
    const unsafe =
      /\beval\s*\(|\bnew Function\b|\b(inner|outer)HTML\b|dangerouslySetInnerHTML|insertAdjacentHTML/;
    expect(offenders([...screens, ...inWorker], ({ code }) => unsafe.test(code))).toEqual([]);
  });

  it('nothing of the extension writes to the console, where secrets would be seen', () => {
    expect(offenders([...screens, ...inWorker], ({ code }) => /\bconsole\s*\./.test(code))).toEqual([]);
  });

  it('nothing listens to other extensions or to pages', () => {
    const external = /\bon(Message|Connect)External\b/;
    expect(offenders([...screens, ...inWorker], ({ code }) => external.test(code))).toEqual([]);
  });
});

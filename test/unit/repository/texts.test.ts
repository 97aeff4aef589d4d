import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../src/contract/errors.ts';
import { projectFolder } from '../../../src/dev/project.ts';
import { read, sourcesIn } from './sources.ts';

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const folders = ['background', 'contract', 'domain', 'ui', 'popup', 'sidepanel', 'options', 'content'];
const code = folders.flatMap((folder) => sourcesIn(`src/${folder}`)).map((source) => source.code);
const pages = ['popup', 'sidepanel', 'options'].map((page) => read(`src/${page}/index.html`));
const asked = [...code, ...pages, read('manifest.json')].join('\n');

const locales = readdirSync(join(projectFolder, 'public/_locales'));
const messagesOf = (locale: string): Record<string, Message> =>
  JSON.parse(read(`public/_locales/${locale}/messages.json`));
const keys = Object.keys(messagesOf('en'));

/** `tasks_other` is asked for as `tasks`: the plural form depends on the number and the language. */
const singular = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
/** The prefix of a key whose end is only known at run time: `rule_` of `rule_${rule}`. */
const prefixes = [...asked.matchAll(/`(\w+_)\$\{/g)].map(([, prefix = '']) => prefix);

const isAsked = (key: string) =>
  [key, singular(key)].some((name) => new RegExp(`['"\`]${name}['"\`]|__MSG_${name}__`).test(asked)) ||
  prefixes.some((prefix) => key.startsWith(prefix));

describe('texts', () => {
  it('are defined, each one that the manifest or the browser’s own lookup is asked for', () => {
    const names = [...asked.matchAll(/__MSG_(\w+)__|\bgetMessage\(\s*'(\w+)'/g)];
    const missing = names
      .map(([, first, second]) => first ?? second ?? '')
      .filter((key) => !keys.includes(key));
    expect(names.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it('are all used', () => {
    expect(keys.filter((key) => !isAsked(key))).toEqual([]);
  });

  it('include a sentence for every error code, and for no other', () => {
    const told = keys
      .filter((key) => key.startsWith('error_'))
      .map((key) => key.replace(/^error_|_detail$/g, ''));
    expect([...new Set(told)].sort()).toEqual([...errorCodes].sort());
  });

  it.each(locales)('in %s name each value they are given, and no other', (locale) => {
    for (const [key, { message, placeholders = {} }] of Object.entries(messagesOf(locale))) {
      const named = [...message.matchAll(/\$(\w+)\$/g)].map(([, name = '']) => name.toLowerCase());
      expect([...new Set(named)].sort(), key).toEqual(Object.keys(placeholders).sort());
    }
  });

  it.each(locales)('are the same in %s as in English', (locale) => {
    const bases = (all: string[]) => [...new Set(all.map(singular))].sort();
    expect(bases(Object.keys(messagesOf(locale)))).toEqual(bases(keys));
  });
});

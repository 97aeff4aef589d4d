/** SE7: what is typed on a page in a tab is written by the browser into its session file, unless the field says no. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../../src/dev/project.ts';

const screens = ['ui', 'popup', 'sidepanel', 'options'].flatMap((room) =>
  readdirSync(join(projectFolder, 'src', room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => join('src', room, name)),
);
const sources = screens.map((path) => [path, readFileSync(join(projectFolder, path), 'utf8')] as const);
/** The elements of a kind in the sources, each with its attributes. */
const elements = (tag: string) =>
  sources.flatMap(([path, text]) =>
    [...text.matchAll(new RegExp(`<${tag}\\b[^]*?(?<!=)>`, 'g'))].map(([element]) => ({ path, element })),
  );

describe('SE7: the browser keeps no text of a screen', () => {
  it.each(['form', 'textarea', 'select'])('of a %s', (tag) => {
    const found = elements(tag);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ element }) => !element.includes('autocomplete="off"'))).toEqual([]);
  });

  it('of a field, other than of one that holds no text of the person, or a password', () => {
    const found = [...elements('input'), ...elements('Input')].filter(
      ({ element }) => !/type="(checkbox|radio|file)"/.test(element),
    );
    expect(found.length).toBeGreaterThan(2);
    expect(
      found.filter(
        ({ path, element }) =>
          !/autocomplete="off"|autocompleteFor\(/.test(element) && !path.endsWith('password-field.tsx'),
      ),
    ).toEqual([]);
  });
});

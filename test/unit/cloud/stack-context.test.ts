import { describe, expect, it } from 'vitest';
import { contextKeys, parseContext, readContext } from '../../../src/cloud/stack/options.ts';
import { read } from '../repository/sources.ts';

describe('the context of the stack', () => {
  it('is all off where nothing is given', () => {
    expect(parseContext({})).toEqual({
      mfa: 'off',
      sms: 'off',
      requiredAttributes: [],
      rotation: 'off',
      existenceErrors: 'shown',
      callbackUrls: [],
      accessLogs: 'on',
      classicFlow: 'off',
      provider: null,
    });
  });

  it('is read from pairs, of which the last one counts', () => {
    expect(readContext(['mfa=optional', 'mfa=required'])).toEqual({
      mfa: 'required',
    });
    expect(readContext(['callbackUrls=https://a.example/?b=c'])).toEqual({
      callbackUrls: 'https://a.example/?b=c',
    });
  });

  it.each([
    ['nope=1', `The stack has no context key "nope"; it has ${contextKeys.join(', ')}.`],
    ['constructor=1', `The stack has no context key "constructor"; it has ${contextKeys.join(', ')}.`],
    ['mfa', 'The context "mfa" is not of the form KEY=VALUE.'],
    ['=optional', 'The context "=optional" is not of the form KEY=VALUE.'],
    ['mfa=banana', 'The context key "mfa" takes off, optional, or required, not "banana".'],
    ['rotation=', 'The context key "rotation" takes on or off, not "".'],
    ['classicFlow=yes', 'The context key "classicFlow" takes on or off, not "yes".'],
    [
      'callbackUrls=https://a.example/,b',
      'The context key "callbackUrls" takes an absolute address, not "b".',
    ],
    ['oidcName=A b', 'The context key "oidcName" takes 3 to 32 characters, no space and no "_", not "A b".'],
    ['alarmEmail=operator', 'The context key "alarmEmail" takes an e-mail address, not "operator".'],
    ['oidcName=Acme', 'A provider needs all of the context keys oidcName, oidcIssuer and oidcClientId.'],
    ['oidcSecret=acme', 'A provider needs all of the context keys oidcName, oidcIssuer and oidcClientId.'],
  ])('BM8: %s is refused: %s', (pair, sentence) => {
    expect(() => readContext([pair])).toThrow(new Error(sentence));
  });

  it('BM8: names the attribute that nobody can be asked for', () => {
    expect(() => readContext(['requiredAttributes=name,shoe_size'])).toThrow(
      /takes address, .*, not "shoe_size"\.$/,
    );
  });

  it('has the keys that docs/deploy.md describes', () => {
    const [, chapter = ''] = read('docs/deploy.md').split(/^## Options$/m);
    const [table = ''] = chapter.split(/^## /m);
    const cells = [...table.matchAll(/^\| (`.*?`) \|/gm)].map(([, cell = '']) => cell);
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect(named.sort()).toEqual([...contextKeys].sort());
  });
});

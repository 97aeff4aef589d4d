import { describe, expect, it } from 'vitest';
import { withCalledMethods, withKnown } from '../../../../src/dev/build/called-methods.ts';

const code = `
export default class Person {
  constructor() { this.born(); }
  born() {}
  work() { return () => this.rest().then(() => this.travel()); }
  async rest() {}
  travel() { this.fly(); }
  fly() {}
  sleep() {}
}
export const wake = (person) => person.rest();
`;

/** The methods that are left. */
function left(called: string[], cut: string[] = []): string[] {
  const kept = withCalledMethods(code, called, cut);
  const names = ['born', 'work', 'rest', 'travel', 'fly', 'sleep'];
  return names.filter((name) => new RegExp(`^ {2}(async )?${name}\\(`, 'm').test(kept));
}

describe('withCalledMethods', () => {
  it('keeps what is called, what that mentions, and what the constructor and the code around mention', () => {
    expect(left(['sleep'])).toEqual(['born', 'rest', 'sleep']);
    expect(left(['work'])).toEqual(['born', 'work', 'rest', 'travel', 'fly']);
  });

  it('leaves out what is cut, and what only that mentions', () => {
    expect(left(['work'], ['travel'])).toEqual(['born', 'work', 'rest']);
  });

  it('leaves code that still is code', () => {
    expect(
      () => new Function(withCalledMethods(code, ['work'], []).replaceAll(/export( default)?/g, '')),
    ).not.toThrow();
  });

  it('refuses a name that is no method', () => {
    expect(() => withCalledMethods(code, ['swim'], [])).toThrow('swim');
    expect(() => withCalledMethods(code, ['work'], ['swim'])).toThrow('swim');
  });
});

describe('withKnown', () => {
  it('decides a condition wherever it is asked', () => {
    expect(withKnown('if (a.b != null) c(); d(a.b != null);', { 'a.b != null': false })).toBe(
      'if (false) c(); d(false);',
    );
  });

  it('refuses one that is not there', () => {
    expect(() => withKnown('if (a) b();', { 'a.b != null': false })).toThrow('a.b != null');
  });
});

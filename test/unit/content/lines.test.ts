import { describe, expect, it } from 'vitest';
import { breakLines, directionOf, shorten } from '../../../src/content/paint/lines.ts';

const tenWide = (line: string) => line.length <= 10;

describe('a painted text', () => {
  it('is broken between words, and ends with an ellipsis where it goes on', () => {
    expect(breakLines('Read this', 2, tenWide)).toEqual(['Read this']);
    expect(breakLines('Read  this\npage now', 2, tenWide)).toEqual(['Read this', 'page now']);
    expect(breakLines('Read this page now and then', 2, tenWide)).toEqual(['Read this', 'page now…']);
  });

  it('is broken within a word that is wider than a line', () => {
    expect(breakLines('abcdefghijklmno', 2, tenWide)).toEqual(['abcdefghij', 'klmno']);
    expect(breakLines('x'.repeat(5_000), 2, tenWide)).toEqual(['xxxxxxxxxx', 'xxxxxxxxx…']);
  });

  it('is shortened by whole characters', () => {
    expect(shorten('👩‍👩‍👧 ab', 4)).toBe('👩‍👩‍👧 ab');
    expect(shorten('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2)).toBe('👩‍👩‍👧…');
  });

  it('is read in the direction of its first letter', () => {
    expect(['abc', '12 שלום', 'abc שלום', 'سلام', '…'].map(directionOf)).toEqual([
      'ltr',
      'rtl',
      'ltr',
      'rtl',
      'ltr',
    ]);
  });
});

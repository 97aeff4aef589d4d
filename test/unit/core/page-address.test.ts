import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageAddress } from '../../../src/core/page-address.ts';

describe('the address of a page', () => {
  it.each([
    ['https://example.org/a#part', 'https://example.org/a'],
    ['https://example.org/a?utm_source=x&id=7&fbclid=y', 'https://example.org/a?id=7'],
    ['https://EXAMPLE.org', 'https://example.org/'],
    ['http://user:password@example.org/', 'http://example.org/'],
  ])('%s is found under %s', (address, page) => {
    expect(pageAddress(address)).toBe(page);
  });

  it.each([
    'about:blank',
    'chrome://extensions',
    'file:///etc/passwd',
    'data:text/html,x',
    '',
    'not an address',
  ])('%j is no web page', (address) => {
    expect(pageAddress(address)).toBeNull();
  });

  it('is found under itself', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const page = pageAddress(address);
        expect(page).not.toBeNull();
        expect(pageAddress(page ?? '')).toBe(page);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageAddress } from '../../../src/domain/page-address.ts';

/** A piece of an address, some of it encoded, as people and programs write it. */
const piece = fc.string({
  unit: fc.constantFrom('a', 'Z', '7', '-', '.', '_', '~', '%20', '+', '%C3%A9', 'é', ':', '@', "'", '"'),
  minLength: 1,
  maxLength: 6,
});
const pair = fc.oneof(
  piece,
  fc.tuple(piece, fc.option(piece, { nil: '' })).map(([name, value]) => `q${name}=${value}`),
);
const tracked = fc.tuple(
  fc.constantFrom(
    'utm_source',
    'UTM_Campaign',
    'fbclid',
    'gclid',
    'msclkid',
    'mc_eid',
    '_ga',
    '__hssc',
    '_hsenc',
    'gad_source',
    'wbraid',
    'igshid',
    'ref_src',
  ),
  piece,
);
const page = fc.record({
  scheme: fc.constantFrom('http', 'https'),
  host: fc.oneof(fc.domain(), fc.constantFrom('127.0.0.1:8080', '[::1]', 'münchen.example')),
  path: fc.array(piece, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`),
  query: fc.array(pair, { maxLength: 4 }),
});
type Page = typeof page extends fc.Arbitrary<infer T> ? T : never;

const addressOf = ({ scheme, host, path, query }: Page): string =>
  `${scheme}://${host}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;

describe('the address of a page', () => {
  it.each([
    ['https://example.org/a#part', 'https://example.org/a'],
    ['https://example.org/a?utm_source=x&id=7&fbclid=y', 'https://example.org/a?id=7'],
    ['https://example.org/a?q=two%20words+more&utm_source=x', 'https://example.org/a?q=two%20words+more'],
    ['https://example.org/a?', 'https://example.org/a'],
    ['https://example.org:443/a', 'https://example.org/a'],
    ['https://EXAMPLE.org', 'https://example.org/'],
    ['http://user:password@example.org/', 'http://example.org/'],
    ['https://example.org/a?source=x&id_ga=y&gaclid', 'https://example.org/a?source=x&id_ga=y&gaclid'],
  ])('%s is found under %s', (address, expected) => {
    expect(pageAddress(address)).toBe(expected);
  });

  it.each([
    'about:blank',
    'chrome://extensions',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    '',
    'not an address',
  ])('%j is no web page', (address) => {
    expect(pageAddress(address)).toBeNull();
  });

  it('is found under itself', () => {
    fc.assert(
      fc.property(page, (one) => {
        const found = pageAddress(addressOf(one));
        expect(found).not.toBeNull();
        expect(pageAddress(found ?? '')).toBe(found);
      }),
    );
  });

  it('does not depend on how the visitor came: fragment, name and password, tracking parameters at any place', () => {
    fc.assert(
      fc.property(page, fc.array(fc.tuple(tracked, fc.nat(4))), fc.option(piece), (one, way, fragment) => {
        const query = [...one.query];
        for (const [[name, value], at] of way) query.splice(at, 0, `${name}=${value}`);
        const host = way.length % 2 ? `me:secret@${one.host}` : one.host;
        const reached = addressOf({ ...one, host, query }) + (fragment === null ? '' : `#${fragment}`);
        expect(pageAddress(reached)).toBe(pageAddress(addressOf(one)));
      }),
    );
  });

  it('keeps everything else as it is written: another scheme, host, path or parameter is another page', () => {
    fc.assert(
      fc.property(page, page, (one, other) => {
        const written = (of: Page) => new URL(addressOf(of)).href;
        expect(pageAddress(addressOf(one))).toBe(written(one));
        expect(pageAddress(addressOf(one)) === pageAddress(addressOf(other))).toBe(
          written(one) === written(other),
        );
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkAddress, pageAddress } from '../../../src/domain/page-address.ts';

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
    ['https://example.org/mail#inbox/aaa', 'https://example.org/mail'],
    ['https://example.org/wiki#Input/output', 'https://example.org/wiki'],
  ])('%s is found under %s', (address, expected) => {
    expect(pageAddress(address)).toBe(expected);
  });

  it.each([
    ['https://example.org/#/orders/7', 'https://example.org/#/orders/7'],
    ['https://example.org/app#!inbox/7', 'https://example.org/app#!inbox/7'],
    ['https://example.org/app#!/inbox', 'https://example.org/app#!/inbox'],
    ['https://example.org/#/a?page=2&utm_source=mail', 'https://example.org/#/a?page=2'],
    ['https://example.org/?gclid=x#/a', 'https://example.org/#/a'],
    ['https://example.org/#/', 'https://example.org/'],
    ['https://example.org/#!', 'https://example.org/'],
    ['https://example.org/#!/', 'https://example.org/'],
  ])('PG5: %s, whose fragment is a route, is found under %s', (address, expected) => {
    expect(pageAddress(address)).toBe(expected);
  });

  it.each([
    ['https://example.org/mail#inbox/aaa', 'https://example.org/mail#inbox/aaa'],
    ['https://example.org/a?utm_source=x&id=7#part', 'https://example.org/a?id=7#part'],
    ['https://example.org/#/orders/7', 'https://example.org/#/orders/7'],
    ['https://example.org/a#', 'https://example.org/a'],
    ['https://example.org/back#access_token=abc&state=1', 'https://example.org/back'],
    ['https://example.org/back#state=1&id_token=abc', 'https://example.org/back'],
    ['https://example.org/#/back?code=abc', 'https://example.org/'],
  ])('PG5: %s is linked to as %s', (address, expected) => {
    expect(linkAddress(address)).toBe(expected);
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

  it('PG5: is found by its link, with whatever fragment', () => {
    const fragment = fc.string({
      unit: fc.constantFrom('a', '/', '!', '#', '?', '&', '=', 'utm_x=', '%20', 'é'),
    });
    fc.assert(
      fc.property(page, fragment, (one, part) => {
        const address = `${addressOf(one)}#${part}`;
        const link = linkAddress(address) ?? '';
        expect(linkAddress(link)).toBe(link);
        expect(pageAddress(link)).toBe(pageAddress(address));
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

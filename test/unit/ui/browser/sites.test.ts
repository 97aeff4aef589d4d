import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everySite, grantedSites, patternsOf, siteOf } from '../../../../src/ui/browser/sites.ts';

describe('a site that a person types', () => {
  it.each([
    ['example.org', 'example.org'],
    ['  Example.ORG ', 'example.org'],
    ['https://example.org/invoices?page=2#top', 'example.org'],
    ['http://example.org:8080', 'example.org'],
    ['example.org:8080/path', 'example.org'],
    ['*.example.org', '*.example.org'],
    ['https://*.example.org/', '*.example.org'],
    ['localhost', 'localhost'],
    ['192.168.0.10', '192.168.0.10'],
    ['[::1]', '[::1]'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
  ])('is its host: %s', (typed, site) => {
    expect(siteOf(typed)).toBe(site);
  });

  it.each([
    '',
    '   ',
    '*',
    '*.',
    'two words',
    'file:///etc/passwd',
    'ftp://example.org',
    'javascript:alert(1)',
    'someone@example.org',
    'https://user:secret@example.org',
    'exa*mple.org',
    'example.*',
    '*.192.168.0.10',
    'http://',
    'chrome://extensions',
  ])('is none: "%s"', (typed) => {
    expect(siteOf(typed)).toBeNull();
  });

  it('names one host and no more, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (typed) => {
        const site = siteOf(typed);
        if (site === null) return;
        expect(site).toMatch(/^(\*\.)?[^*/@?#\s]+$/);
        expect(siteOf(site)).toBe(site);
      }),
    );
  });

  it('is shown again once it is granted', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.domain(), { maxLength: 8 }), (domains) => {
        const sites = domains.map((one) => siteOf(one) ?? '');
        const granted = grantedSites(sites.flatMap(patternsOf));
        expect([...granted.keys()].sort()).toEqual([...sites].sort());
        for (const [site, patterns] of granted) expect(patterns.sort()).toEqual(patternsOf(site).sort());
      }),
    );
  });
});

describe('what the browser has granted', () => {
  it('is every site, first, however it is written', () => {
    expect([...grantedSites(['https://example.org/*', '<all_urls>', '*://*/*']).keys()]).toEqual([
      everySite,
      'example.org',
    ]);
  });

  it('is taken back by the patterns it was given by', () => {
    expect(grantedSites(['*://example.org/*', 'https://example.org/path/*']).get('example.org')).toEqual([
      '*://example.org/*',
      'https://example.org/path/*',
    ]);
  });

  it('names no file and no page of the browser', () => {
    expect(grantedSites(['file:///*', 'chrome://favicon/*']).size).toBe(0);
  });
});

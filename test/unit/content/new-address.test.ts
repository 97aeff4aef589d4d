import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onNewAddress } from '../../../src/content/new-address.ts';

const site = 'https://example.org';
let page: { href: string };
/** Tells that the page has another address. */
let change: (isTrusted?: boolean) => void;
/** The addresses that were looked at. */
let looked: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'], now: new Date('2026-11-20T12:00:00Z') });
  page = { href: `${site}/` };
  let listener = (_: { isTrusted: boolean }) => {};
  vi.stubGlobal('location', page);
  vi.stubGlobal('navigation', {
    addEventListener(type: string, heard: typeof listener) {
      if (type === 'currententrychange') listener = heard;
    },
  });
  change = (isTrusted = true) => listener({ isTrusted });
  looked = [];
  onNewAddress(() => void looked.push(page.href));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function go(path: string, isTrusted = true): void {
  page.href = site + path;
  change(isTrusted);
}

describe('PG1: an address that changes without a load', () => {
  it('is looked at once it rests, and once for many changes', () => {
    for (let at = 0; at < 50; at++) go(`/${at}`);
    expect(looked).toEqual([]);
    vi.advanceTimersByTime(400);
    expect(looked).toEqual([`${site}/49`]);
    vi.advanceTimersByTime(60_000);
    expect(looked).toHaveLength(1);
  });

  it('is looked at while it goes on changing', () => {
    for (let at = 0; at < 20; at++) {
      go(`/${at}`);
      vi.advanceTimersByTime(100);
    }
    expect(looked.length).toBeGreaterThan(3);
  });

  it('is none by a fragment, unless that is a route', () => {
    go('/#section');
    vi.advanceTimersByTime(400);
    expect(looked).toEqual([]);
    go('/#/orders/7');
    vi.advanceTimersByTime(400);
    go('/#!inbox');
    vi.advanceTimersByTime(400);
    expect(looked).toEqual([`${site}/#/orders/7`, `${site}/#!inbox`]);
  });

  it('is none where it is the old one again, or where the page itself tells of it', () => {
    go('/b');
    go('/');
    vi.advanceTimersByTime(400);
    go('/c', false);
    vi.advanceTimersByTime(400);
    expect(looked).toEqual([]);
  });

  it('is looked at twenty times at once and ten times a minute then, however often it changes', () => {
    let at = 0;
    const goFor = (ms: number) => {
      for (let passed = 0; passed < ms; passed += 350) {
        go(`/${at++}`);
        vi.advanceTimersByTime(350);
      }
    };
    goFor(20 * 350);
    expect(looked).toHaveLength(20);
    goFor(10 * 60_000);
    expect(looked.length).toBeLessThanOrEqual(20 + 10 * 10 + 2);
    expect(looked.length).toBeGreaterThan(20 + 10 * 9);
    // The last one is looked at, however late.
    vi.advanceTimersByTime(10_000);
    expect(looked.at(-1)).toBe(page.href);
  });
});

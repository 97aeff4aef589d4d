import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { revalidateOnFocus } from '../../../../src/ui/state/revalidate-on-focus.ts';

const minute = 60_000;

/** The window of a screen. */
let page: EventTarget;
let visibility: EventTarget & { visibilityState: string };

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  visibility = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', visibility);
  for (const name of ['addEventListener', 'removeEventListener'] as const)
    vi.stubGlobal(name, page[name].bind(page));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function show(state: 'visible' | 'hidden'): void {
  visibility.visibilityState = state;
  visibility.dispatchEvent(new Event('visibilitychange'));
}

describe('a screen asks for what is new', () => {
  it('every few minutes while it can be seen, and at once when it is seen again', () => {
    const look = vi.fn();
    revalidateOnFocus(look);
    vi.advanceTimersByTime(10 * minute);
    expect(look).toHaveBeenCalledTimes(3);
    show('hidden');
    vi.advanceTimersByTime(60 * minute);
    expect(look).toHaveBeenCalledTimes(3);
    show('visible');
    expect(look).toHaveBeenCalledTimes(4);
    page.dispatchEvent(new Event('focus'));
    expect(look).toHaveBeenCalledTimes(5);
  });

  it('when the network has come back, seen or not, and no more once it is closed', () => {
    const look = vi.fn();
    const end = revalidateOnFocus(look);
    show('hidden');
    page.dispatchEvent(new Event('online'));
    expect(look).toHaveBeenCalledTimes(1);
    end();
    show('visible');
    for (const type of ['focus', 'online']) page.dispatchEvent(new Event(type));
    vi.advanceTimersByTime(60 * minute);
    expect(look).toHaveBeenCalledTimes(1);
  });
});

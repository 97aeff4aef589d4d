/** What is told to the browser while somebody types into the address bar. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { noMoreDevices, startDevice, useDevices } from '../scope/device.ts';

interface Omnibox {
  onInputStarted: { tell(): void };
  onInputChanged: { tell(typed: string, suggest: (suggestions: object[]) => void): void };
  setDefaultSuggestion: (suggestion: object) => void;
}

let omnibox: Omnibox;
/** What Chromium writes into its Preferences. */
let written: object[];
let suggested: object[];

beforeAll(useDevices);
afterAll(noMoreDevices);
beforeEach(async () => {
  const { browser } = await startDevice();
  omnibox = browser.api.omnibox as Omnibox; // the fake browser's
  written = [];
  suggested = [];
  vi.spyOn(omnibox, 'setDefaultSuggestion').mockImplementation((suggestion) => {
    written.push(suggestion);
  });
});

function type(text: string): void {
  omnibox.onInputStarted.tell();
  for (let length = 1; length <= text.length; length += 1)
    omnibox.onInputChanged.tell(text.slice(0, length), (suggestions) => {
      suggested = suggestions;
    });
}

describe('the address bar', () => {
  it('SE6: keeps nothing of what is typed: the line that the browser writes down is always the same', () => {
    type('zwetschgen kaufen quick_tomorrow #kuchen');
    type('another line');
    expect(written.length).toBeGreaterThan(0);
    for (const line of written) expect(line).toEqual({ description: 'omnibox_hint' });
  });

  it('suggests what was understood, under a text that means the same', () => {
    type('buy milk quick_tomorrow #home');
    expect(suggested).toEqual([
      { content: 'buy milk quick_tomorrow #home ', description: expect.stringContaining('omnibox_both') },
      { content: '"buy milk quick_tomorrow #home"', description: expect.stringContaining('omnibox_name') },
    ]);
  });

  it('QL5: says which words stay in the name', () => {
    for (const line of ['call mom quick_tomorrow 5pm', 'call mom quick_unclear quick_weekdays']) {
      type(line);
      expect(suggested[0]).toMatchObject({ description: expect.stringContaining('quick_stays') });
    }
  });

  it('suggests nothing where there is a name alone: the line above says it', () => {
    type('buy milk');
    expect(suggested).toEqual([]);
  });
});

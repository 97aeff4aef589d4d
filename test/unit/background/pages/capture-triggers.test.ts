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

beforeAll(useDevices);
afterAll(noMoreDevices);
beforeEach(async () => {
  const { browser } = await startDevice();
  omnibox = browser.api.omnibox as Omnibox; // the fake browser's
  written = [];
  vi.spyOn(omnibox, 'setDefaultSuggestion').mockImplementation((suggestion) => {
    written.push(suggestion);
  });
});

function type(text: string): void {
  omnibox.onInputStarted.tell();
  for (let length = 1; length <= text.length; length += 1)
    omnibox.onInputChanged.tell(text.slice(0, length), () => {});
}

describe('the address bar', () => {
  it('SE6: gives the browser nothing of what is typed that it would write down', () => {
    type('zwetschgen kaufen quick_tomorrow #kuchen');
    type('another line');
    expect(JSON.stringify(written)).not.toMatch(/zwetschgen|kuchen|another/);
  });
});

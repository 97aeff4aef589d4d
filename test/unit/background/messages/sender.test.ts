import { describe, expect, it } from 'vitest';
import { identify, type Sender } from '../../../../src/background/messages/sender.ts';

const self = { id: 'our-id', origin: 'chrome-extension://our-id' };
const page = 'https://example.org/page?x=1';
const granted = async (tabId: number, origin: string) => tabId === 7 && origin === 'https://example.org';
const ask = (sender: Sender) => identify({ id: self.id, ...sender }, self, granted);

describe('who may ask', () => {
  it.each<[string, Sender]>([
    ['the popup or panel, which carry no frame id', { url: `${self.origin}/src/popup/index.html` }],
    [
      'an own page in a tab',
      { url: `${self.origin}/src/popup/index.html?tab`, frameId: 0, tab: { id: 1 }, origin: self.origin },
    ],
  ])('%s is our own', async (_, sender) => {
    expect(await ask(sender)).toEqual({ tier: 'own' });
  });

  it('a content script on the page of the click speaks for that page', async () => {
    const sender = { url: page, origin: 'https://example.org', frameId: 0, tab: { id: 7, title: 'A page' } };
    expect(await ask(sender)).toEqual({ tier: 'page', tabId: 7, address: page, title: 'A page' });
  });

  it.each<[string, Sender]>([
    ['another extension', { id: 'other', url: `${self.origin}/src/popup/index.html` }],
    ['an own page framed by somebody', { url: `${self.origin}/src/popup/index.html`, frameId: 3 }],
    ['a page that claims another origin', { url: `${self.origin}/x`, origin: 'https://evil.example' }],
    ['an origin that only begins like ours', { url: 'chrome-extension://our-id.evil/x' }],
    ['a page in another tab', { url: page, frameId: 0, tab: { id: 8 } }],
    ['another site in the clicked tab', { url: 'https://evil.example/', frameId: 0, tab: { id: 7 } }],
    ['a frame in the clicked page', { url: page, frameId: 2, tab: { id: 7 } }],
    ['a content script without a frame id', { url: page, tab: { id: 7 } }],
    ['a sandboxed page', { url: page, origin: 'null', frameId: 0, tab: { id: 7 } }],
    ['a file', { url: 'file:///tmp/x.html', frameId: 0, tab: { id: 7 } }],
    ['nobody in particular', {}],
  ])('%s may ask nothing', async (_, sender) => {
    expect(await ask(sender)).toBeNull();
  });
});

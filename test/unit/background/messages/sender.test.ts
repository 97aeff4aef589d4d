import { describe, expect, it } from 'vitest';
import { identify, type Sender } from '../../../../src/background/messages/router.ts';

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

  it.each([
    ['another path', 'https://example.org/b?y=2#/z'],
    ['another query and fragment', 'https://example.org/page?x=2#part'],
  ])('PG1: a page that has gone to %s without a load speaks for where it is now', async (_, now) => {
    const tab = { id: 7, title: 'Now', url: now };
    const sender = { url: page, origin: 'https://example.org', frameId: 0, tab };
    expect(await ask(sender)).toEqual({ tier: 'page', tabId: 7, address: now, title: 'Now' });
  });

  it.each([
    ['another site', 'https://evil.example/page?x=1'],
    ['another port', 'https://example.org:8443/page?x=1'],
    ['another scheme', 'http://example.org/page?x=1'],
    ['the source of the page', 'view-source:https://example.org/b'],
    ['no address', ''],
    ['an address that the browser keeps to itself', undefined],
  ])('PG1: a page whose tab shows %s speaks for what was loaded', async (_, url) => {
    const sender = {
      url: page,
      origin: 'https://example.org',
      frameId: 0,
      tab: { id: 7, title: 'A page', url },
    };
    expect(await ask(sender)).toEqual({ tier: 'page', tabId: 7, address: page, title: 'A page' });
  });

  it('PG7: a sandboxed page, whose origin is its own, speaks for what was loaded there', async () => {
    const tab = { id: 7, title: 'A file', url: 'https://example.org/of/another/author' };
    const sender = { url: page, origin: 'null', frameId: 0, tab };
    expect(await ask(sender)).toEqual({ tier: 'page', tabId: 7, address: page, title: 'A file' });
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
    ['a sandboxed page in another tab', { url: page, origin: 'null', frameId: 0, tab: { id: 8 } }],
    ['a sandboxed frame', { url: page, origin: 'null', frameId: 2, tab: { id: 7 } }],
    ['a sandboxed page of ours', { url: `${self.origin}/x`, origin: 'null', frameId: 0, tab: { id: 7 } }],
    [
      'a sandboxed page without a web address',
      { url: 'about:blank', origin: 'null', frameId: 0, tab: { id: 7 } },
    ],
    ['a file', { url: 'file:///tmp/x.html', frameId: 0, tab: { id: 7 } }],
    ['nobody in particular', {}],
  ])('%s may ask nothing', async (_, sender) => {
    expect(await ask(sender)).toBeNull();
  });
});

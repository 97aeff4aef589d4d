/** PG7: what a tab shows beside web pages: the card works there, or the popup says at once that it cannot. */
import { afterAll, beforeAll, it } from 'vitest';
import { showCard } from '../../../src/dev/drive/main-job.ts';
import { type LoopbackServer, serveOnLoopback } from '../../../src/dev/loopback.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { inEachBrowser } from '../world/each-browser.ts';

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9"/></svg>';
const served: Record<string, [type: string, body: string | Buffer]> = {
  '/page': ['text/html', '<title>Page</title><p>Here'],
  '/image.png': ['image/png', Buffer.from(pixel, 'base64')],
  '/text.txt': ['text/plain', 'Plain words'],
  '/data.json': ['application/json', '{"plain": "data"}'],
  '/feed.xml': ['application/xml', '<feed><entry>News</entry></feed>'],
  '/picture.svg': ['image/svg+xml', svg],
  '/paper.pdf': ['application/pdf', pdf],
  '/raw.html': ['text/html', '<title>Raw</title><p>Raw'],
};

let site: LoopbackServer;
beforeAll(async () => {
  site = await serveOnLoopback((request, response) => {
    const [type, body] = served[request.url ?? ''] ?? ['text/plain', ''];
    const sandbox = request.url === '/raw.html' ? { 'content-security-policy': 'sandbox' } : {};
    response.writeHead(200, { 'content-type': type, ...sandbox });
    response.end(body);
  });
});
afterAll(() => site.close());

/** What the popup says, before anything is pressed. */
const notHere = "Tasks can't be shown on this page.";
const notOnThis = 'This works on web pages only.';

inEachBrowser('a document that is no usual web page', (world, name) => {
  // Chromium shows these in pages of HTML. Firefox has viewers that no extension may look into, and draws no HTML in XML.
  const viewed = ['/data.json', '/paper.pdf', '/feed.xml'];
  const withCard = ['/page', '/image.png', '/text.txt', '/raw.html', ...(name === 'chromium' ? viewed : [])];

  it('PG7: has the card', async () => {
    const { browser } = world();
    await createSignedIn(world(), await openDesk(world()));
    for (const path of withCard) {
      const page = await browser.openPage(`${site.url}${path}`);
      const card = await showCard(browser, page);
      await card.waitForText('No task belongs to this page yet.');
      await page.close();
    }
  });

  it('PG7: has none, and the popup says so at once', async () => {
    const { browser } = world();
    await createSignedIn(world(), await openDesk(world()));
    const without = Object.keys(served).filter((path) => !withCard.includes(path));
    const said = [
      ...without.map((path) => [`${site.url}${path}`, notHere] as const),
      ['about:blank', notOnThis],
      ['data:text/html,<title>Data</title><p>Words', notOnThis],
    ] as const;
    for (const [address, sentence] of said) {
      const page = await browser.openPage(address);
      const popup = await browser.openPopup();
      await popup.waitForText(sentence);
      await popup.close();
      await page.close();
    }
  });
});

import { type LoopbackServer, serveOnLoopback } from '../loopback.ts';

const pages: Record<string, { title: string; body: string }> = {
  '/invoices/41': {
    title: 'Invoice 41',
    body: '<p>From Morgenthau Paper Co.<p>Three boxes of paper, to be paid within 30 days.<p><strong>Total: 126.40</strong><p><a href="/handbook">The handbook</a> tells who pays.',
  },
  '/handbook': {
    title: 'Handbook',
    body: '<p>How we work: read first, then ask, then do.<p>Chapter 3 waits for somebody to write it.',
  },
};

/** Serves a small web site with pages that people keep tasks for. */
export function startSite(): Promise<LoopbackServer> {
  return serveOnLoopback((request, response) => {
    const page = pages[request.url?.replace(/\?.*/, '') ?? ''];
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page ? render(page) : 'Not found');
  });
}

function render({ title, body }: { title: string; body: string }): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
  body { font: 17px/1.6 Georgia, serif; max-inline-size: 34em; margin: 4em 3em; }
  h1 { font-size: 1.8em; line-height: 1.2 }
</style>
<h1>${title}</h1>
${body}
`;
}

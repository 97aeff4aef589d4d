import type { OutgoingHttpHeaders } from 'node:http';
import { source } from '../../../src/dev/drive/port.ts';
import { type LoopbackServer, serveOnLoopback } from '../../../src/dev/loopback.ts';

interface TestPage {
  title: string;
  body: string;
  style?: string;
  /** Runs before anything else, as text. */
  script?: () => void;
  /** Attributes of `html`. */
  root?: string;
  headers?: OutgoingHttpHeaders;
}

/** A web site of a test's own, by path. */
export function servePages(pages: Record<string, TestPage>): Promise<LoopbackServer> {
  return serveOnLoopback((request, response) => {
    const page = pages[request.url?.replace(/\?.*/, '') ?? ''];
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page ? render(page) : 'Not found');
  });
}

const render = ({ title, body, style = '', script, root = 'lang="en"' }: TestPage): string => `<!doctype html>
<html ${root}>
<head>
<meta charset="utf-8">
${script ? `<script>${source(script)}()</script>` : ''}
<title>${title}</title>
<style>${style}</style>
</head>
<body>${body}</body>
</html>
`;

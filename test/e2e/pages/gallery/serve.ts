import { type LoopbackServer, serveOnLoopback } from '../../../../src/dev/loopback.ts';
import type { Kind, Kinds } from './kind.ts';

/** The path at which a kind of page is served. */
export const pathOf = (kind: string): string => `/${encodeURIComponent(kind)}`;

/** Answers what it is asked for with a page of its own. */
const worker = `
addEventListener('fetch', (event) => {
  const body = '<!doctype html><title>From a worker</title><p>Answered by a worker';
  if (event.request.mode === 'navigate')
    event.respondWith(new Response(body, { headers: { 'content-type': 'text/html' } }));
});`;

/** Serves each kind of page at its path. @param other the address of another origin */
export function serveKinds(kinds: Kinds, other: string): Promise<LoopbackServer> {
  const byPath = new Map(Object.entries(kinds).map(([kind, page]) => [pathOf(kind), page]));
  return serveOnLoopback((request, response) => {
    const { url = '' } = request;
    if (url === '/worker.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(worker);
      return;
    }
    const page: Kind = byPath.get(url) ?? { body: 'Not found', status: 404 };
    const { body, type = 'text/html', status = 200, headers } = page;
    const charset = type.startsWith('text/') ? '; charset=utf-8' : '';
    response.writeHead(status, { 'content-type': type + charset, ...headers });
    response.end(typeof body === 'function' ? body(other) : body);
  });
}

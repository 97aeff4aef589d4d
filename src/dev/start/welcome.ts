/** The page that `npm start` opens: the next steps, in the extension's own style. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LoopbackServer, serveOnLoopback } from '../loopback.ts';
import { projectFolder } from '../project.ts';
import { type Welcome, welcomePage } from './welcome-page.ts';

/**
 * Serves the page on loopback. It contains the installation's token and the sample accounts' passwords, so its address
 * cannot be guessed.
 *
 * @returns the page's address, and a function that ends the server
 */
export async function startWelcome(options: Welcome): Promise<LoopbackServer> {
  const root = `/${randomBytes(12).toString('base64url')}/`;
  const files: Record<string, { type: string; body: string | Buffer }> = {
    [root]: { type: 'text/html; charset=utf-8', body: welcomePage(options) },
    [`${root}theme.css`]: { type: 'text/css', body: await projectFile('src/ui/theme.css') },
    [`${root}tokens.css`]: { type: 'text/css', body: await projectFile('src/ui/tokens.css') },
    [`${root}copy.js`]: { type: 'text/javascript', body: await projectFile('src/dev/start/copy.js') },
    [`${root}icon.png`]: { type: 'image/png', body: await projectFile('public/icons/128.png') },
  };
  const server = await serveOnLoopback((request, response) => {
    const file = files[request.url ?? ''];
    response.writeHead(file ? 200 : 404, {
      'content-type': file?.type ?? 'text/plain',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy,
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    response.end(file?.body ?? 'Not found');
  });
  return { ...server, url: server.url + root };
}

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'";

function projectFile(path: string): Promise<Buffer> {
  return readFile(join(projectFolder, path));
}

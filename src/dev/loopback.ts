import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackServer {
  /** Without a trailing slash. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves on loopback, on a free port. It answers no other host name than loopback's address, so that no foreign site
 * can bind its own name to this machine and read along.
 */
export async function serveOnLoopback(answer: RequestListener): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    if (request.headers.host === `127.0.0.1:${request.socket.localPort}`) answer(request, response);
    else response.writeHead(421).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // a server that listens on TCP has such an address
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

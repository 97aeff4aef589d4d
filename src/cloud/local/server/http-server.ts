/** The HTTP server of the local cloud. It listens on loopback only, and refuses requests for any other host. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import { headerValues } from '../sigv4/request.ts';
import { type HttpRequest, longestBody, type Outcome, plainAnswer } from './http.ts';

export interface HttpServer {
  port: number;
  /** Ends every connection, including hanging ones. */
  close(): Promise<void>;
}

/**
 * @param options.port 0 for any free one
 * @param options.handle its errors become a bare 500, and are passed to `options.report`
 * @throws Error with the code EADDRINUSE
 */
export async function startHttpServer(options: {
  port: number;
  clock: Clock;
  handle(request: HttpRequest): Promise<Outcome>;
  report(error: unknown): void;
}): Promise<HttpServer> {
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      options.report(error);
      response.destroy();
    });
  });
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(incoming);
    if (!request) return;
    const outcome = await outcomeOf(request);
    if (outcome === 'hang') return;
    if (outcome === 'drop') {
      incoming.socket.destroy();
      return;
    }
    response.sendDate = false; // signatures are checked by the cloud's clock
    response.writeHead(outcome.status, {
      date: new Date(options.clock.now()).toUTCString(),
      ...(outcome.status === 204 ? {} : { 'content-length': Buffer.byteLength(outcome.body) }),
      ...outcome.headers,
    });
    response.end(incoming.method === 'HEAD' ? undefined : outcome.body);
  };
  const outcomeOf = async (request: HttpRequest): Promise<Outcome> => {
    if (!isOwnHost(request, server.address() as AddressInfo /* it listens on TCP */)) {
      return plainAnswer(421, 'Misdirected request');
    }
    try {
      return await options.handle(request);
    } catch (error) {
      options.report(error);
      return plainAnswer(500, 'Internal error');
    }
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // it listens on TCP
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A web page can make its own name point to this machine, but cannot make the browser send another `Host`. */
function isOwnHost(request: HttpRequest, { port }: AddressInfo): boolean {
  const [host, ...more] = headerValues(request, 'host');
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  return host !== undefined && more.length === 0 && own.includes(host.toLowerCase());
}

/** @returns null if the caller went away before the end of the request, or if the body is not valid HTTP */
async function readRequest(incoming: IncomingMessage): Promise<HttpRequest | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of incoming) {
      length += chunk.length;
      if (length <= longestBody) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return null; // there is nobody to answer; the server itself has answered a broken body
  }
  return {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    rawHeaders: incoming.rawHeaders,
    body: Buffer.concat(chunks),
    bodyTooLong: length > longestBody,
    remoteAddress: incoming.socket.remoteAddress ?? '',
  };
}

/** Finds the port: the requested one, else the last one, else any free one. */
import { type HttpServer, startHttpServer } from './http-server.ts';

type ServerOptions = Parameters<typeof startHttpServer>[0];

/** @throws Error in one sentence if the requested port is taken */
export async function listen(
  options: Omit<ServerOptions, 'port'>,
  ports: { wanted: number | null; remembered: number | null; log(line: string): void },
): Promise<HttpServer> {
  const port = ports.wanted ?? ports.remembered ?? 0;
  try {
    return await startHttpServer({ ...options, port });
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (ports.wanted !== null) throw new Error(`Port ${port} is in use by another program.`);
    const server = await startHttpServer({ ...options, port: 0 });
    ports.log(`Port ${port}, used so far, is taken: this time the local cloud is on ${server.port}.`);
    return server;
  }
}

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

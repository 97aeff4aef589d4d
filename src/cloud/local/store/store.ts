/** DynamoDB on loopback: the tables behind the JSON protocol. Every call is checked against its caller's policies. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call } from '../control/calls.ts';
import type { Table } from '../model.ts';
import type { HttpAnswer, Outcome } from '../server/http.ts';
import type { RawRequest } from '../sigv4/request.ts';
import { neededAccess } from './access.ts';
import type { StoreCaller } from './callers.ts';
import { type Database, openDatabase, removeDatabase } from './database.ts';
import type { Params } from './engine.ts';
import type { SimulatedLoad } from './simulated-load.ts';
import { StoreFailure } from './store-failure.ts';
import { createTableRegistry } from './tables.ts';

export interface StoreOptions {
  /** Folder of the data; null keeps everything in memory. */
  dir: string | null;
  tables: readonly Table[];
  /**
   * Finds the signer of the request. Permissions are checked later, once the operation is known.
   *
   * @throws StoreFailure for an invalid signature
   */
  authenticate(request: RawRequest): StoreCaller;
  /** Epoch ms; used for time to live and for the lifetime of request tokens. */
  clock?: () => number;
  /** Called between any two steps of a write, so that a test can end the process there. */
  onCrashPoint?: () => void;
  /** Runs each call (`dynamodb.PutItem`). A test may inject faults here. */
  perform?: (call: Call) => Promise<Outcome>;
  /** Simulates contention between writes, as on AWS. */
  load?: SimulatedLoad;
}

export interface Store {
  /** Address for `AWS_ENDPOINT_URL_DYNAMODB`. */
  url: string;
  /** Deletes every row. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** DynamoDB's own limit, in bytes. */
const largestRequest = 16 * 1024 * 1024;

/**
 * Opens the store. After a kill, acknowledged writes are there; an unfinished one is applied as a whole or not at all.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { dir, tables, clock = Date.now, onCrashPoint = () => {}, load } = options;
  const perform = options.perform ?? ((call) => call.run());
  const open = () => openDatabase({ dir, tables, clock, onCrashPoint, ...(load && { load }) });
  const registry = createTableRegistry(tables);
  let database: Promise<Database> = open();
  await database;

  async function outcomeOf(request: IncomingMessage): Promise<Outcome> {
    const body = await readBody(request);
    const caller = options.authenticate({
      method: request.method ?? '',
      target: request.url ?? '',
      rawHeaders: request.rawHeaders,
      body,
    });
    const operation = /^DynamoDB_20120810\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1] ?? '';
    const params = parseParams(body);
    for (const access of neededAccess(registry, operation, params)) caller.authorize(access);
    return perform({
      name: `dynamodb.${operation}`,
      run: async () => answered(200, await (await database).call(operation, params)),
      fail: (status, type) => answered(status, new StoreFailure(type, 'A test wants it so.').body),
    });
  }

  const server = createServer((request, response) => {
    outcomeOf(request).then(
      (outcome) => {
        if (outcome === 'drop') request.socket.destroy();
        else if (outcome !== 'hang') send(response, outcome);
      },
      (error: unknown) => {
        if (error instanceof StoreFailure) return send(response, answered(400, error.body));
        console.error('The local DynamoDB failed:', error);
        const failure = new StoreFailure('InternalServerError', 'The local DynamoDB failed.');
        send(response, answered(500, failure.body));
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // of a TCP server

  return {
    url: `http://127.0.0.1:${port}`,
    async reset() {
      const closing = database;
      database = (async () => {
        await (await closing).close();
        if (dir) await removeDatabase(dir);
        return open();
      })();
      await database;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await (await database).close();
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestRequest) throw new StoreFailure('ValidationException', 'The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseParams(body: Buffer): Params {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Params; // an object, just checked
  } catch {
    // thrown below, like every other body that is not an object
  }
  throw new StoreFailure('SerializationException', 'The body is no JSON object.');
}

const answered = (status: number, body: Params): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
  body: JSON.stringify(body),
});

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  // The machine's date would make a client that uses the cloud's clock correct its own.
  response.sendDate = false;
  response.writeHead(status, headers);
  response.end(body);
}

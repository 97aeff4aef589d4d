/** `npm run cloud`: the local cloud alone. Prints one line of JSON when it is ready; ends by Ctrl-C. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describedLocally, type LocalCloudOptions, startLocalCloud } from './cloud.ts';

const usage =
  'Usage: npm run cloud -- [--port N] [--data DIR | --memory] [--seed] [--context KEY=VALUE …] [--secret NAME=FILE …]';

/** A mistake on the command line. */
class UsageError extends Error {}

try {
  await run(readOptions());
} catch (error) {
  // What startLocalCloud throws is a sentence for a person; its stack helps nobody who only started the cloud.
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof UsageError) console.error(usage);
  process.exitCode = 1;
}

async function run(options: LocalCloudOptions): Promise<void> {
  const cloud = await startLocalCloud(options);
  console.log(JSON.stringify({ ...cloud.configuration, local: describedLocally(cloud) }));
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void cloud.stop().then(() => process.exit(0));
    });
  }
}

function readOptions(): LocalCloudOptions {
  const { port, data, memory, seed, context, secret } = parse();
  return {
    ...(port === undefined ? {} : { port: readPort(port) }),
    dir: memory ? null : resolve(data),
    context: Object.fromEntries(context.map(readPair)),
    secrets: Object.fromEntries(secret.map(readPair).map(([name, file]) => [name, readSecret(file)])),
    seed,
  };
}

function parse() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        data: { type: 'string', default: '.countersign/cloud' },
        memory: { type: 'boolean', default: false },
        seed: { type: 'boolean', default: false },
        context: { type: 'string', multiple: true, default: [] },
        secret: { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`"${text}" is no port.`);
}

/** From a file: what stands on a command line, every program of this machine may read. */
function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`"${file}" can't be read: ${error instanceof Error ? error.message : error}`);
  }
}

function readPair(text: string): [string, string] {
  const mark = text.indexOf('=');
  if (mark >= 1) return [text.slice(0, mark), text.slice(mark + 1)];
  throw new UsageError(`"${text}" is not of the form KEY=VALUE.`);
}

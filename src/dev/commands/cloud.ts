/**
 * `npm run cloud [-- --port N] [--data DIR | --memory] [--seed] [--context KEY=VALUE …] [--secret NAME=FILE …]`: starts
 * the local cloud alone. It prints one line of JSON when it is ready, and ends by Ctrl-C.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describedLocally, type LocalCloudOptions, startLocalCloud } from '../../cloud/local/cloud.ts';
import { writePrivately } from '../../cloud/local/private-folder.ts';
import { readContext } from '../../cloud/stack/options.ts';
import { readCommandLine } from '../command-line/read.mjs';

async function main(): Promise<void> {
  try {
    await run(readOptions());
  } catch (error) {
    // startLocalCloud throws a sentence for a person. A stack would not help them.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function run(options: LocalCloudOptions): Promise<void> {
  writePrivately();
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

/** @throws Error in one sentence */
function readOptions(): LocalCloudOptions {
  const { port, data, memory, seed, context, secret } = readCommandLine('cloud').options;
  if (memory && data !== undefined) throw new Error('Of --data and --memory, only one can be chosen.');
  return {
    ...(port === undefined ? {} : { port: readPort(port) }),
    dir: memory ? null : resolve(data ?? '.countersign/cloud'),
    context: readContext(context),
    secrets: Object.fromEntries(secret.map(readSecret)),
    seed,
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`--port takes 0 to 65535, not "${text}".`);
}

/** The secret is in a file: every program of this machine may read a command line. */
function readSecret(text: string): [name: string, value: string] {
  const mark = text.indexOf('=');
  if (mark < 1) throw new Error(`The secret "${text}" is not of the form NAME=FILE.`);
  const file = text.slice(mark + 1);
  try {
    return [text.slice(0, mark), readFileSync(file, 'utf8').trim()];
  } catch (error) {
    throw new Error(`"${file}" can't be read: ${error instanceof Error ? error.message : error}`);
  }
}

await main();

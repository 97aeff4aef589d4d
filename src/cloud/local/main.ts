/** `npm run cloud`: the local cloud alone. Prints one line of JSON when it is ready; ends by Ctrl-C. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalCloud } from './cloud.ts';

const usage = 'npm run cloud -- [--port N] [--data DIR | --memory] [--seed] [--context k=v …]';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    data: { type: 'string', default: '.countersign/cloud' },
    memory: { type: 'boolean', default: false },
    seed: { type: 'boolean', default: false },
    context: { type: 'string', multiple: true, default: [] },
  },
});

const dir = values.memory ? null : resolve(values.data);
const cloud = await startLocalCloud({
  ...(values.port === undefined ? {} : { port: readPort(values.port) }),
  dir,
  context: Object.fromEntries(values.context.map(readContext)),
  seed: values.seed,
});
const { configuration, token, url, inboxUrl } = cloud;
console.log(JSON.stringify({ ...configuration, local: { token, url, inbox: inboxUrl } }));

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void cloud.stop().then(() => process.exit(0));
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`"${text}" is no port. ${usage}`);
  return port;
}

function readContext(text: string): [string, string] {
  const mark = text.indexOf('=');
  if (mark < 1) throw new Error(`"${text}" is not of the form key=value. ${usage}`);
  return [text.slice(0, mark), text.slice(mark + 1)];
}

/** `npm run cloud` as a process of its own, which a test may kill. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';

const run = fileURLToPath(new URL('../../../src/dev/run.mjs', import.meta.url));

export interface CloudProcess extends Pick<LocalCloud, 'configuration' | 'url' | 'token'> {
  child: ChildProcess;
  /** Its stderr so far. */
  said(): string;
  /** @returns its exit code, null when the signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * @param dir data folder
 * @throws Error with what the process said, when it ends before it is ready
 */
export async function startCloudProcess(dir: string, ...args: string[]): Promise<CloudProcess> {
  const child = spawn(process.execPath, [run, 'cloud', '--data', dir, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve)),
    ended.then(() => Promise.reject(new Error(said))),
  ]);
  const { local, ...configuration } = JSON.parse(line);
  return {
    child,
    configuration,
    url: local.url,
    token: local.token,
    said: () => said,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

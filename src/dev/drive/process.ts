import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inTime } from './wait.ts';

/** A browser's process, and what it has written. */
export interface BrowserProcess {
  /** The address of its remote control, as printed at its start. */
  endpoint: string;
  lines: string[];
  exited: Promise<void>;
  /** Ends it and its children at once, as a crash would. */
  kill(): void;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) killGroup(child);
});

/**
 * Starts a browser and waits for its remote control.
 *
 * @param announcement matches the line that tells the address, which is its first group
 */
export async function startProcess(
  executable: string,
  args: string[],
  announcement: RegExp,
  env: NodeJS.ProcessEnv = {},
): Promise<BrowserProcess> {
  const child = spawn(executable, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32', // its own group, so that its children can be ended with it
  });
  running.add(child);
  const lines: string[] = [];
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      running.delete(child);
      resolve();
    }),
  );
  const announced = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const address = announcement.exec(line)?.[1];
        if (address) resolve(address);
      });
    child.once('error', reject);
    void exited.then(() =>
      reject(new Error(`${executable} ended at its start:\n${lines.slice(-20).join('\n')}`)),
    );
  });
  const kill = () => killGroup(child);
  try {
    return { endpoint: await inTime(`The start of ${executable}`, announced, 45_000), lines, exited, kill };
  } catch (error) {
    kill();
    throw error;
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended between the question and the signal
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

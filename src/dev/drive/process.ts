import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inTime } from './wait.ts';

/** A browser's process and its output. */
export interface BrowserProcess {
  lines: string[];
  exited: Promise<void>;
  hasExited(): boolean;
  /** How it has ended ("by SIGKILL", "with code 1") with its last output, for an error; null while it runs. */
  end(): string | null;
  /** The first group of the first matching line. Throws if the browser ends or stays silent. */
  announces(pattern: RegExp): Promise<string>;
  /** Asks it to end, as at the end of a desktop session. */
  quit(): void;
  /** Ends it and its children at once, as a crash would. */
  kill(): void;
}

/** Starts a browser in a process group of its own: Ctrl-C reaches only us, and its children end with it. */
export function startProcess(
  executable: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): BrowserProcess {
  const child = spawn(executable, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
  });
  const endWithUs = () => killGroup(child);
  process.on('exit', endWithUs);
  let hasExited = false;
  const lines: string[] = [];
  const onLine = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const listener of onLine) listener(line);
    });
  let end = '';
  const exited = new Promise<void>((resolve) => {
    const done = (how: string) => {
      hasExited = true;
      end = how;
      process.off('exit', endWithUs);
      resolve();
    };
    child.once('exit', (code, signal) => done(signal ? `by ${signal}` : `with code ${code}`));
    child.once('error', (error) => done(`before its start: ${error}`));
  });

  return {
    lines,
    exited,
    hasExited: () => hasExited,
    end: () => (hasExited ? `${end}\n${lines.slice(-20).join('\n')}` : null),
    async announces(pattern) {
      const announced = new Promise<string>((resolve, reject) => {
        const listener = (line: string) => {
          const found = pattern.exec(line)?.[1];
          if (found) resolve(found);
        };
        lines.forEach(listener);
        onLine.add(listener);
        void exited.then(() =>
          reject(new Error(`${executable} ended at its start, ${end}:\n${lines.slice(-20).join('\n')}`)),
        );
      });
      try {
        return await inTime(`The start of ${executable}`, announced, 45_000);
      } catch (error) {
        killGroup(child);
        throw error;
      } finally {
        onLine.clear();
      }
    },
    quit: () => child.kill('SIGTERM'),
    kill: () => killGroup(child),
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended between the check and the signal
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

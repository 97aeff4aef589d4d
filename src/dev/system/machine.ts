/** The parts of the machine that the set-up uses. */
import { spawn } from 'node:child_process';
import { access, constants, realpath } from 'node:fs/promises';
import { confirm } from './question.ts';

export interface Machine {
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether this process may change the system without `sudo`. */
  readonly isRoot: boolean;
  /** The person at the terminal; null if there is none. */
  readonly person: Person | null;
  /** Runs a program to its end. It never rejects: a program that cannot start has failed. */
  run(program: string, args: readonly string[], options: RunOptions): Promise<Outcome>;
  /** The path of a file that this process may execute, with all links followed; null if there is none. */
  executable(path: string): Promise<string | null>;
  /** Prints a line. */
  say(line: string): void;
}

export interface Person {
  /** Asks a yes-or-no question. */
  agrees(question: string): Promise<boolean>;
}

export interface RunOptions {
  /** Milliseconds after which the program is ended and has failed. */
  within: number;
  /** The working directory; default: this process's own. */
  folder?: string;
}

export interface Outcome {
  succeeded: boolean;
  /** Its standard output. */
  stdout: string;
  /** Both outputs, in order, and the reason if it was ended or did not start. */
  output: string;
}

/** Only the end of a program's output is kept, in characters. */
const longestOutput = 1_000_000;

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  environment: process.env,
  isRoot: process.getuid?.() === 0,
  person: process.stdin.isTTY
    ? { agrees: (question) => confirm(question, { yes: false, alone: question }) }
    : null,
  run,
  async executable(path) {
    try {
      await access(path, constants.X_OK);
      return await realpath(path);
    } catch {
      return null;
    }
  },
  say: (line) => console.log(line),
};

function run(program: string, args: readonly string[], options: RunOptions): Promise<Outcome> {
  const { within, folder } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    const keep = (text: string, more: string): string => (text + more).slice(-longestOutput);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (data: string) => {
        output = keep(output, data);
        if (stream === child.stdout) stdout = keep(stdout, data);
      });
    }
    const end = (succeeded: boolean, reason = ''): void => {
      clearTimeout(timer);
      resolve({ succeeded, stdout, output: keep(output, reason) });
    };
    const timer = setTimeout(() => {
      // This process may not end a program that sudo started, so it does not wait for it.
      child.kill();
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      child.unref();
      end(false, `${program} took longer than ${within / 1000} s`);
    }, within);
    child.on('error', (error) => end(false, error.message));
    child.once('close', (code) => end(code === 0));
  });
}

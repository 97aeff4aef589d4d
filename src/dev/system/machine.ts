/** What the set-up touches of the machine it runs on. */
import { spawn } from 'node:child_process';
import { access, constants, realpath } from 'node:fs/promises';
import { confirm } from './question.ts';

export interface Machine {
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether this process may change the system without `sudo`. */
  readonly isRoot: boolean;
  /** The person at the terminal; null when nobody is there. */
  readonly person: Person | null;
  /** Runs a program to its end. It never rejects: a program that cannot be started has failed. */
  run(program: string, args: readonly string[], options: RunOptions): Promise<Outcome>;
  /** The path of a file that this process may execute, with all links followed; null when there is none. */
  executable(path: string): Promise<string | null>;
  /** Prints a line. */
  say(line: string): void;
}

export interface Person {
  /** Asks a question that is answered by yes or no. */
  agrees(question: string): Promise<boolean>;
}

export interface RunOptions {
  /** Milliseconds after which the program is ended and has failed. */
  within: number;
  /** The working directory; this process's own without one. */
  folder?: string;
}

export interface Outcome {
  succeeded: boolean;
  /** What it wrote to its standard output. */
  stdout: string;
  /** What it wrote to both outputs, in order, and why it was ended or did not start. */
  output: string;
}

/** No more than the end of what a program writes is kept, in characters. */
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
      // A program that was started by sudo may not be ended by this process, so nobody waits for it.
      child.kill();
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      child.unref();
      end(false, `${program} took longer than ${within / 1000} s`);
    }, within);
    child.on('error', (error) => end(false, error.message));
    child.once('close', (code) => end(code === 0));
  });
}

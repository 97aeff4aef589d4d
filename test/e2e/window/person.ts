/** A checkout of its own, in which a person runs `npm start` as the README says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { inTime, until } from '../../../src/dev/drive/wait.ts';
import { localFolder, projectFolder } from '../../../src/dev/project.ts';

/** A command in a terminal. */
export interface Terminal {
  /** Its output so far. */
  lines: readonly string[];
  /** Waits for a line; answers with the pattern's first group. */
  waitForLine(pattern: RegExp): Promise<string>;
  /** Presses Ctrl-C, and waits until the command has ended. */
  interrupt(): Promise<void>;
  /** Ends it at once, where it still runs. */
  kill(): Promise<void>;
}

export interface Checkout {
  folder: string;
  start(words: readonly string[], env: NodeJS.ProcessEnv): Terminal;
  remove(): Promise<void>;
}

const madeAnew = ['.git', '.countersign', 'dist', 'node_modules', 'packages', 'tour'];

/** A copy of this project with its packages and builds; what was kept from earlier starts is not there. */
export async function copyCheckout(): Promise<Checkout> {
  const temporary = await mkdtemp(join(tmpdir(), 'countersign-checkout-'));
  const folder = join(temporary, 'countersign');
  await cp(projectFolder, folder, {
    recursive: true,
    filter: (path) => !madeAnew.includes(relative(projectFolder, path)),
  });
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(projectFolder, 'dist'), join(folder, 'dist'), { recursive: true });
  await mkdir(join(folder, basename(localFolder)));
  for (const target of ['chrome', 'firefox']) {
    const record = `built-${target}.sha256`;
    await cp(join(localFolder, record), join(folder, basename(localFolder), record));
  }
  return {
    folder,
    start: (words, env) =>
      openTerminal(['start', ...(words.length > 0 ? ['--', ...words] : [])], folder, env),
    remove: () => rm(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  };
}

function openTerminal(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Terminal {
  const child = spawn('npm', words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, as a command in a terminal has
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  const said = () => `It said:\n${lines.join('\n')}`;
  const ended = once(child, 'exit');
  return {
    lines,
    waitForLine: (pattern) =>
      until(
        `npm ${words.join(' ')} to print ${pattern}`,
        () => {
          if (hasEnded(child)) throw new Error(`npm ${words.join(' ')} has ended. ${said()}`);
          for (const line of lines) {
            const found = pattern.exec(line);
            if (found) return found[1] ?? found[0];
          }
          return null;
        },
        { within: 180_000, seen: said }, // it builds and synthesises what has changed
      ),
    async interrupt() {
      signal(child, 'SIGINT');
      await inTime(`The end of npm ${words.join(' ')}`, ended, 60_000);
    },
    async kill() {
      if (hasEnded(child)) return;
      signal(child, 'SIGKILL');
      await ended;
    },
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** To the whole group, as a terminal does it. */
function signal(child: ChildProcess, name: 'SIGINT' | 'SIGKILL'): void {
  if (child.pid !== undefined) process.kill(-child.pid, name);
}

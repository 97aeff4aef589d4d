import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Ended {
  code: number | null;
  /** Its stdout and stderr together. */
  said: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs a command of the project as `npm run` does, with nobody at a terminal, and waits for its end. */
export function runCommand(command: string, args: string[], env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, ['src/dev/run.mjs', command, ...args], {
    cwd: root,
    // Nothing of whoever runs the tests may reach a real account.
    env: { ...withoutAws(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}

const withoutAws = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './project.ts';

/** Runs an installed package's program in the checkout, with its output shown; answers whether it succeeded. */
export function runProgram(name: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const windows = process.platform === 'win32';
  const path = join(projectFolder, 'node_modules', '.bin', windows ? `${name}.cmd` : name);
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      cwd: projectFolder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: windows,
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './project.ts';

/**
 * Runs an installed package's program in the checkout. Resolves with whether it succeeded.
 *
 * @param output `shown` at once, or `held` until the end, for programs that run in parallel
 */
export function runProgram(
  name: string,
  args: string[],
  output: 'shown' | 'held' = 'shown',
): Promise<boolean> {
  const windows = process.platform === 'win32';
  const path = join(projectFolder, 'node_modules', '.bin', windows ? `${name}.cmd` : name);
  return new Promise((resolve, reject) => {
    const stream = output === 'shown' ? 'inherit' : 'pipe';
    const child = spawn(path, args, {
      cwd: projectFolder,
      stdio: ['ignore', stream, stream],
      shell: windows,
    });
    const said: Buffer[] = [];
    for (const one of [child.stdout, child.stderr]) one?.on('data', (data: Buffer) => said.push(data));
    child.once('error', reject);
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

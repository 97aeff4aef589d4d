/** Runs the CDK's own command line, in the version of the lockfile. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectFolder } from '../project.ts';

const program = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');

/**
 * Runs a `cdk` command and shows its output. Resolves with whether it succeeded. The command asks no questions; we ask
 * before.
 *
 * @param env added to this process's own
 */
export function runCdk(args: string[], region: string, env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args, '--no-notices', '--no-version-reporting'], {
      cwd: projectFolder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...env,
      },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

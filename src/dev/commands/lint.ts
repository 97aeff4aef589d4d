/** `npm run lint`: checks types and code style, and runs Mozilla's linter on the Firefox build. */
import { buildExtension, builtFor } from '../build/extension.ts';
import { runProgram } from '../program.ts';

export const checkTypes = (): Promise<boolean> => runProgram('tsc', ['-p', '.']);

export async function lint(): Promise<boolean> {
  const code = await runProgram('biome', ['ci', '--error-on-warnings', '.']);
  const addOn = await runProgram('web-ext', [
    'lint',
    '--source-dir',
    builtFor('firefox'),
    '--no-config-discovery',
  ]);
  return code && addOn;
}

async function main(): Promise<void> {
  await buildExtension();
  const types = await checkTypes();
  const rest = await lint();
  process.exit(types && rest ? 0 : 1);
}

if (import.meta.filename === process.argv[1]) await main();

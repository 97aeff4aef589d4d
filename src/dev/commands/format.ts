/** `npm run format`: formats all files, and applies the linter's safe fixes. */
import { runProgram } from '../program.ts';

async function main(): Promise<void> {
  process.exit((await runProgram('biome', ['check', '--write', '.'])) ? 0 : 1);
}

await main();

/** `npm run format`: everything in the project's style, with the safe remedies of the linter. */
import { runProgram } from '../program.ts';

async function main(): Promise<void> {
  process.exit((await runProgram('biome', ['check', '--write', '.'])) ? 0 : 1);
}

await main();

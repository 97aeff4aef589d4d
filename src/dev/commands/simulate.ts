/** `npm run simulate`: computes the tables and the chart of docs/scale.md again. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../project.ts';
import { costOfUser, costTable } from '../simulate/cost-of-a-user.ts';
import { replaceTable } from '../simulate/page.ts';
import { chartOf, runAll, tableOf } from '../simulate/report.ts';

async function main(): Promise<void> {
  const runs = runAll();
  const page = join(projectFolder, 'docs/scale.md');
  const text = await readFile(page, 'utf8');
  const simulated = replaceTable(text, 'rush hour', tableOf(runs));
  await writeFile(page, replaceTable(simulated, 'cost', costTable(costOfUser())));
  await writeFile(join(projectFolder, 'docs/scale.svg'), chartOf(runs));
  console.log(tableOf(runs));
}

await main();

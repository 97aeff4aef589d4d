/**
 * `npm run bench [-- --quick] [--only PART …]`: the figures of docs/performance.md, beside the peers, as ratios within
 * one run. Writes bench.json, and the chart when all of it was measured at full length.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chartOf } from '../../test/bench/chart.ts';
import { partNames, runParts } from '../../test/bench/parts.ts';
import { installPeers } from '../../test/bench/peers.ts';
import { reportOf, tableOf } from '../../test/bench/report.ts';
import { isMet, type PartName } from '../../test/bench/row.ts';
import { buildExtension } from './build.ts';
import { projectFolder } from './project.ts';

const { quick, only } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
  },
}).values;
const isPart = (name: string): name is PartName => partNames.some((one) => one === name);
const unknown = only.find((name) => !isPart(name));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". There are: ${partNames.join(', ')}.`);
  process.exit(1);
}

installPeers();
await buildExtension();
const started = performance.now();
const rows = await runParts(only.length > 0 ? only.filter(isPart) : partNames, quick);
await writeFile(
  join(projectFolder, 'bench.json'),
  `${JSON.stringify(reportOf(rows, new Date(), quick), null, 2)}\n`,
);
const chart = quick ? null : chartOf(rows);
if (chart) await writeFile(join(projectFolder, 'docs/performance.svg'), chart);
console.log(`\n${tableOf(rows)}\n`);
const missed = rows.filter((row) => !isMet(row));
console.log(`Measured in ${Math.round((performance.now() - started) / 1000)} s; bench.json has it all.`);
if (missed.length > 0)
  console.log(`Over budget: ${missed.map(({ part, what }) => `${part}, ${what}`).join('; ')}.`);

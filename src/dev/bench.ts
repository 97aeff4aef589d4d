/**
 * `npm run bench [-- --quick] [--only PART …] [--runs N]`: the figures of docs/performance.md, beside the peers, as
 * ratios within one run; of several runs, how far they lie apart, and of each figure the run in the middle. Writes
 * bench.json, where parts that were not run stay as they were; and, once all of it was measured at full length, the
 * chart and the table of docs/performance.md.
 */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chartOf } from '../../test/bench/chart.ts';
import { partNames, runParts } from '../../test/bench/parts.ts';
import { installPeers } from '../../test/bench/peers.ts';
import { apartness, reportOf, tableOf } from '../../test/bench/report.ts';
import { clearUpWhenInterrupted, removeLeftRooms } from '../../test/bench/rooms.ts';
import { isMet, type PartName, type Row } from '../../test/bench/row.ts';
import { middleRows, spreads } from '../../test/bench/spread.ts';
import { buildExtension } from './build/extension.ts';
import { projectFolder } from './project.ts';

const { quick, only, ...asked } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '1' },
  },
}).values;
const isPart = (name: string): name is PartName => partNames.some((one) => one === name);
const unknown = only.find((name) => !isPart(name));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". There are: ${partNames.join(', ')}.`);
  process.exit(1);
}

const count = Number(asked.runs);
if (!Number.isInteger(count) || count < 1) {
  console.error(`--runs ${asked.runs} is no number of runs.`);
  process.exit(1);
}

clearUpWhenInterrupted();
await removeLeftRooms();
installPeers();
await buildExtension(['chrome']);
const started = performance.now();
const names = only.length > 0 ? only.filter(isPart) : partNames;
const runs: Row[][] = [];
while (runs.length < count) {
  if (count > 1) console.log(`Run ${runs.length + 1} of ${count}`);
  runs.push(await runParts(names, quick));
}
const rows = middleRows(runs);
const apart = count > 1 ? apartness(spreads(runs), 0.15) : '';
const file = join(projectFolder, 'bench.json');
const before = rowsOf(file, quick);
const all = inOrder([...before.filter(({ part }) => !names.includes(part)), ...rows]);
await writeFile(file, `${JSON.stringify(reportOf(all, new Date(), quick), null, 2)}\n`);
if (!quick && partNames.every((name) => all.some(({ part }) => part === name))) {
  const chart = chartOf(all);
  if (chart) await writeFile(join(projectFolder, 'docs/performance.svg'), chart);
  const page = join(projectFolder, 'docs/performance.md');
  const text = await readFile(page, 'utf8');
  await writeFile(
    page,
    text.replace(
      /(?<=<!-- computed -->\n)[\s\S]*?(?=<!-- end -->)/,
      () => `${tableOf(all)}\n${apart && `\nOf the ratios of ${count} runs in a row: ${apart}\n`}`,
    ),
  );
}
console.log(`\n${tableOf(rows)}\n`);
const missed = rows.filter((row) => !isMet(row));
console.log(`Measured in ${Math.round((performance.now() - started) / 1000)} s; bench.json has it all.`);
if (missed.length > 0)
  console.log(`Over budget: ${missed.map(({ part, what }) => `${part}, ${what}`).join('; ')}.`);

if (apart) console.log(`Ratios of ${count} runs: ${apart}`);
else if (before.length > 0)
  console.log(`Ratios of this run and the one before: ${apartness(spreads([before, rows]), 0.15)}`);

/** Of earlier runs of the same length. */
function rowsOf(file: string, quick: boolean): Row[] {
  if (!existsSync(file)) return [];
  const before = JSON.parse(readFileSync(file, 'utf8')); // our own report
  return before.quick === quick ? before.rows : [];
}

function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => partNames.indexOf(a.part) - partNames.indexOf(b.part));
}

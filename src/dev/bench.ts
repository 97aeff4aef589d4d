/**
 * `npm run bench [-- --quick] [--only PART …]`: the figures of docs/performance.md, beside the peers, as ratios within
 * one run. Writes bench.json, where parts that were not run stay as they were; and, once all of it was measured at full
 * length, the chart and the table of docs/performance.md.
 */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chartOf } from '../../test/bench/chart.ts';
import { partNames, runParts } from '../../test/bench/parts.ts';
import { installPeers } from '../../test/bench/peers.ts';
import { reportOf, tableOf } from '../../test/bench/report.ts';
import { clearUpWhenInterrupted, removeLeftRooms } from '../../test/bench/rooms.ts';
import { isMet, oursIn, type PartName, type Row } from '../../test/bench/row.ts';
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

clearUpWhenInterrupted();
await removeLeftRooms();
installPeers();
await buildExtension();
const started = performance.now();
const names = only.length > 0 ? only.filter(isPart) : partNames;
const rows = await runParts(names, quick);
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
    text.replace(/(?<=<!-- computed -->\n)[\s\S]*?(?=<!-- end -->)/, () => `${tableOf(all)}\n`),
  );
}
console.log(`\n${tableOf(rows)}\n`);
const missed = rows.filter((row) => !isMet(row));
console.log(`Measured in ${Math.round((performance.now() - started) / 1000)} s; bench.json has it all.`);
if (missed.length > 0)
  console.log(`Over budget: ${missed.map(({ part, what }) => `${part}, ${what}`).join('; ')}.`);

const moved = movedBy(0.15, before, rows);
if (before.length > 0)
  console.log(
    moved.length > 0
      ? `More than 15 % off what the run before gave: ${moved.join('; ')}.`
      : 'Nothing is more than 15 % off what the run before gave.',
  );

/** What comes out otherwise than before, by more than a share of it. */
function movedBy(share: number, before: readonly Row[], now: readonly Row[]): string[] {
  return now.flatMap((row) => {
    const then = before.find(({ part, what }) => part === row.part && what === row.what);
    const [was, is] = [then ? oursIn(then) : null, oursIn(row)];
    if (was === null || is === null || was === is || row.unit === 'exponent') return [];
    if (Math.abs(is / was - 1) <= share) return [];
    return `${row.part}, ${row.what} (${was.toFixed(2)}, now ${is.toFixed(2)})`;
  });
}

/** Of earlier runs of the same length. */
function rowsOf(file: string, quick: boolean): Row[] {
  if (!existsSync(file)) return [];
  const before = JSON.parse(readFileSync(file, 'utf8')); // our own report
  return before.quick === quick ? before.rows : [];
}

function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => partNames.indexOf(a.part) - partNames.indexOf(b.part));
}

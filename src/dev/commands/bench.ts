/**
 * `npm run bench [-- --quick] [--only PART …] [--runs N]`: the figures of docs/performance.md, compared with the peers
 * as ratios within one run. After several runs it reports how far they differ, and each figure from the middle run. It
 * writes bench.json, and keeps the parts there that it did not run. After a full run it also writes the chart and the
 * table of docs/performance.md.
 */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chartOf } from '../../../test/bench/chart.ts';
import { partNames, runParts } from '../../../test/bench/parts.ts';
import { installPeers } from '../../../test/bench/peers.ts';
import { apartness, reportOf, tableOf } from '../../../test/bench/report.ts';
import { isMet, type PartName, type Row } from '../../../test/bench/row.ts';
import { middleRows, spreads } from '../../../test/bench/spread.ts';
import { clearUpWhenInterrupted, removeAbandonedFolders } from '../../../test/bench/temporary-folders.ts';
import { buildExtension } from '../build/extension.ts';
import { readCommandLine } from '../command-line/read.mjs';
import { projectFolder } from '../project.ts';

const benchFile = join(projectFolder, 'bench.json');

interface Asked {
  names: readonly PartName[];
  /** Number of runs, one after the other. */
  count: number;
  /** A short run, for a first impression. */
  quick: boolean;
}

async function main(): Promise<void> {
  let asked: Asked;
  try {
    asked = readArguments();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    return;
  }
  clearUpWhenInterrupted();
  await removeAbandonedFolders();
  installPeers();
  await buildExtension(['chrome']);
  const started = performance.now();
  const runs = await measure(asked);
  const seconds = Math.round((performance.now() - started) / 1000);
  const rows = middleRows(runs);
  const before = rowsOf(benchFile, asked.quick);
  const kept = before.filter(({ part }) => !asked.names.includes(part));
  const apart = runs.length > 1 ? apartness(spreads(runs), 0.15) : '';
  await write(inOrder([...kept, ...rows]), apart, asked);

  console.log(`\n${tableOf(rows)}\n`);
  console.log(`Measured in ${seconds} s; bench.json has it all.`);
  const missed = rows.filter((row) => !isMet(row));
  if (missed.length > 0)
    console.log(`Over budget: ${missed.map(({ part, what }) => `${part}, ${what}`).join('; ')}.`);
  if (apart) console.log(`Ratios of ${runs.length} runs: ${apart}`);
  else if (before.length > 0)
    console.log(`Ratios of this run and the one before: ${apartness(spreads([before, rows]), 0.15)}`);
}

/** @throws Error in one sentence */
function readArguments(): Asked {
  const { quick, only, runs } = readCommandLine('bench').options;
  const unknown = only.find((name) => !isPart(name));
  if (unknown !== undefined)
    throw new Error(`There is no part "${unknown}". There are: ${partNames.join(', ')}.`);
  const count = Number(runs);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--runs takes 1 or more, not "${runs}".`);
  return { names: only.length > 0 ? only.filter(isPart) : partNames, count, quick };
}

const isPart = (name: string): name is PartName => partNames.some((one) => one === name);

async function measure({ names, count, quick }: Asked): Promise<Row[][]> {
  const runs: Row[][] = [];
  while (runs.length < count) {
    if (count > 1) console.log(`Run ${runs.length + 1} of ${count}`);
    runs.push(await runParts(names, quick));
  }
  return runs;
}

/** @param apart how far several runs differ; empty for one */
async function write(rows: Row[], apart: string, { count, quick }: Asked): Promise<void> {
  await writeFile(benchFile, `${JSON.stringify(reportOf(rows, new Date(), quick), null, 2)}\n`);
  if (quick || !partNames.every((name) => rows.some(({ part }) => part === name))) return;
  const chart = chartOf(rows);
  if (chart) await writeFile(join(projectFolder, 'docs/performance.svg'), chart);
  const page = join(projectFolder, 'docs/performance.md');
  const text = await readFile(page, 'utf8');
  await writeFile(
    page,
    text.replace(
      /(?<=<!-- computed -->\n)[\s\S]*?(?=<!-- end -->)/,
      () => `${tableOf(rows)}\n${apart && `\nOf the ratios of ${count} runs in a row: ${apart}\n`}`,
    ),
  );
}

/** The rows of earlier runs with the same length. */
function rowsOf(file: string, quick: boolean): Row[] {
  if (!existsSync(file)) return [];
  const before = JSON.parse(readFileSync(file, 'utf8')); // our own report
  return before.quick === quick ? before.rows : [];
}

function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => partNames.indexOf(a.part) - partNames.indexOf(b.part));
}

await main();

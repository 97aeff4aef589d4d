/** Runs the simulations for the table and the chart of docs/scale.md. */
import { drawChart } from './chart.ts';
import { type Outcome, simulateRushHour } from './rush-hour.ts';

export interface Run extends Outcome {
  shards: number;
  changesPerSecond: number;
}

const loads = [10, 25, 50, 100, 200, 400];
const shardCounts = [1, 4, 8, 16, 32];

/** Half a minute of each load on each number of shards, the same in each run. */
export const runAll = (): Run[] =>
  loads.flatMap((changesPerSecond) =>
    shardCounts.map((shards) => ({
      shards,
      changesPerSecond,
      ...simulateRushHour({ shards, changesPerSecond, seconds: 30, seed: 2026 }),
    })),
  );

function percent(part: number): string {
  if (part > 0 && part < 0.001) return '< 0.1 %';
  return `${(part * 100).toFixed(part > 0 && part < 0.1 ? 1 : 0)} %`;
}

/** The loads in the table; the chart has all of them. */
const tabled = [25, 100, 200, 400];

export function tableOf(runs: readonly Run[]): string {
  const head = [
    '| changes/s | shards | made/s | conflicts | throttled | tries | p50 | p99 | told `busy` |',
    '|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
  ];
  const rows = runs
    .filter(({ changesPerSecond }) => tabled.includes(changesPerSecond))
    .map((run) => {
      const cells = [
        String(run.changesPerSecond),
        String(run.shards),
        run.served.toFixed(0),
        percent(run.conflicts),
        percent(run.throttled),
        run.tries.toFixed(2),
        `${run.p50.toFixed(0)} ms`,
        `${run.p99.toFixed(0)} ms`,
        percent(run.busy),
      ];
      return `| ${cells.join(' | ')} |`;
    });
  return [...head, ...rows].join('\n');
}

export function chartOf(runs: readonly Run[]): string {
  return drawChart({
    title: 'How long the slowest hundredth of changes takes, by shards of the counters',
    x: { label: 'changes a second to one project', ticks: loads },
    y: { label: 'p99, ms', ticks: [20, 50, 100, 200, 500, 1000, 3000] },
    lines: shardCounts.map((shards) => ({
      name: shards === 1 ? '1 shard' : `${shards} shards`,
      points: runs
        .filter((run) => run.shards === shards)
        .map((run) => ({ x: run.changesPerSecond, y: run.p99, hollow: run.busy > 0 })),
    })),
    note: 'hollow: some were told “busy”',
  });
}

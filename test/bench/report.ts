/** The printed and the stored form of the figures. */
import { arch, cpus, platform } from 'node:os';
import type { Figure } from './measure.ts';
import { isMet, oursIn, type Row } from './row.ts';
import type { Spread } from './spread.ts';

/** The table as Markdown: what was done, ours, the bound, the best peer, and whether the budget is met. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { figures, unit } = row;
    const peers = figures.filter(({ role }) => role === 'peer').sort((a, b) => a.median - b.median);
    const cells = [
      row.part,
      row.what,
      shown(
        figures.find(({ role }) => role === 'bound'),
        unit,
      ),
      shown(
        figures.find(({ role }) => role === 'ours'),
        unit,
      ),
      peers.map((peer) => `${peer.name} ${shown(peer, unit)}`).join('<br>'),
      row.budget === null ? '' : `${isMet(row) ? '' : '**missed** '}≤ ${number(row.budget)}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| part | what | bound | Countersign | peers | budget |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** The middle of it, with its spread where there is one, and how many times the bound it is. */
function shown(figure: Figure | undefined, unit: Row['unit']): string {
  if (!figure) return '';
  const { median, low, high, ratio, within } = figure;
  const spread = low === high ? '' : ` (${number(low)}–${number(high)})`;
  const sure = within === null ? '' : ` ± ${Math.ceil(within * 100)} %`;
  const times = ratio === null || figure.role === 'bound' ? '' : `, **${ratio.toFixed(2)} ×**${sure}`;
  return `${number(median)}${unit === 'exponent' ? '' : ` ${unit}`}${spread}${times}`;
}

function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** How far runs lay apart, in a sentence; the ratios by name that did by more than a share. */
export function apartness(all: readonly Spread[], share: number): string {
  const shown = (value: number) => value.toFixed(2);
  const far = all.filter(({ apart }) => apart > share);
  const percent = `${Math.round(share * 100)} %`;
  if (far.length === 0)
    return `All ${all.length} lie within ${Math.ceil((all[0]?.apart ?? 0) * 100)} % of each other.`;
  const named = far.map(
    ({ part, what, name, values }) => `${part}, ${what}, ${name} (${values.map(shown).join(', ')})`,
  );
  return `${all.length - far.length} of ${all.length} lie within ${percent} of each other. Farther apart: ${named.join('; ')}.`;
}

/** Everything that was measured, and on what. */
export const reportOf = (rows: readonly Row[], at: Date, quick: boolean) => ({
  at: at.toISOString(),
  quick,
  machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, platform: platform(), arch: arch() },
  node: process.version,
  rows: rows.map((row) => ({ ...row, met: isMet(row), ours: oursIn(row) })),
});

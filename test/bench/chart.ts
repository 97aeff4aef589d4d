/** The picture for the README: how many times the bound each takes, ours and the nearest peer's. */
import type { Figure } from './measure.ts';
import type { Row } from './row.ts';

/** The rows of the chart in order, with their labels. */
export const drawn: Record<string, string> = {
  'sign-in/the proof of a password': 'Sign-in: the proof of a password',
  'signing/GET': 'One signature',
  'cold-start/signed call by a stopped worker': 'A signed call by a sleeping worker',
  'screens/popup, first paint': 'Popup: first paint',
  'screens/popup, ready for use': 'Popup: ready for use',
};

const width = 720;
const left = 250;
const line = 46;
const bar = 15;
/** Ratio at the right edge; what takes longer goes on beyond it. */
const most = 6;

/** @returns SVG for light and dark pages, or null where a row is missing */
export function chartOf(rows: readonly Row[]): string | null {
  const parts = Object.entries(drawn).map(([key, title], at) => {
    const row = rows.find(({ part, what }) => `${part}/${what}` === key);
    return row && drawRow(row, title, 34 + at * line);
  });
  if (parts.some((one) => one === undefined)) return null;
  const height = 44 + parts.length * line;
  const bound = x(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Times the physical bound: Countersign and the fastest peer">
<style>
text { font: 13px system-ui, sans-serif; fill: #1d2733 }
.quiet { fill: #5b6875; font-size: 12px }
.ours { fill: #2457d6 }
.peer { fill: #a9b4c0 }
.inside { font-size: 12px }
.bound { stroke: #14794b; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) {
text { fill: #e6ebf0 }
.quiet { fill: #9aa7b4 }
.ours { fill: #7ba2ff }
.peer { fill: #55616e }
.bound { stroke: #5fd39b }
}
</style>
<text class="quiet" x="${bound}" y="16" text-anchor="middle">the limit</text>
<path class="bound" d="M${bound} 22V${height - 6}"/>
${parts.join('\n')}
</svg>
`;
}

function drawRow({ figures }: Row, title: string, top: number): string {
  const ours = figures.find(({ role }) => role === 'ours');
  const peers = figures.filter(({ role }) => role === 'peer');
  const [peer] = peers.sort((a, b) => (a.ratio ?? 0) - (b.ratio ?? 0));
  return [
    `<text x="${left - 12}" y="${top + 19}" text-anchor="end">${title}</text>`,
    ours && drawBar('ours', { ...ours, name: 'Countersign' }, top),
    peer && drawBar('peer', peer, top + bar + 3),
  ]
    .filter(Boolean)
    .join('\n');
}

function drawBar(kind: string, { name, ratio }: Figure, top: number): string {
  const end = x(Math.min(ratio ?? 0, most));
  const beyond = (ratio ?? 0) > most;
  const label = `${name} ${(ratio ?? 0).toFixed(1)} ×${beyond ? ' →' : ''}`;
  const text = beyond ? `x="${end - 6}" y="${top + 12}" text-anchor="end"` : `x="${end + 6}" y="${top + 12}"`;
  const look = beyond ? 'inside' : 'quiet';
  return `<rect class="${kind}" x="${left}" y="${top}" width="${round(end - left)}" height="${bar}" rx="2"/><text class="${look}" ${text}>${label}</text>`;
}

const round = (value: number) => Math.round(value * 10) / 10;
const x = (ratio: number) => round(left + (ratio / most) * (width - left - 130));

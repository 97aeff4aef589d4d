/** A line chart as SVG. Both axes are logarithmic; the colours are readable on light and on dark backgrounds. */
export interface Chart {
  title: string;
  x: Axis;
  y: Axis;
  lines: { name: string; points: { x: number; y: number; hollow: boolean }[] }[];
  note: string;
}

interface Axis {
  label: string;
  /** The first and the last one are the bounds. */
  ticks: number[];
}

const [width, height] = [720, 400];
const frame = { left: 64, right: 620, top: 48, bottom: 340 };
const ink = '#7a7a7a'; // 4.3 : 1 on white, 4.8 : 1 on black
const tones = ['#d64545', '#c9820a', '#2f8f5b', '#3a7bd5', '#9560c8'];

export function drawChart({ title, x, y, lines, note }: Chart): string {
  const across = scale(x.ticks, frame.left, frame.right);
  const up = scale(y.ticks, frame.bottom, frame.top);
  const parts = [
    ...x.ticks.map((tick) => label(across(tick), frame.bottom + 20, 'middle', String(tick))),
    ...y.ticks.map((tick) => label(frame.left - 10, up(tick) + 4, 'end', tick.toLocaleString('en'))),
    ...y.ticks.map(
      (tick) =>
        `<path d="M${frame.left} ${round(up(tick))}H${frame.right}" stroke="${ink}" stroke-opacity=".25"/>`,
    ),
    label(frame.left, 24, 'start', title, 'font-weight="600" font-size="14"'),
    label((frame.left + frame.right) / 2, height - 14, 'middle', x.label),
    label(frame.left - 10, frame.top - 10, 'end', y.label),
    label(frame.right, height - 14, 'start', note, 'font-size="10" text-anchor="middle"'),
  ];
  const names = spread(lines.map(({ points }) => up(points.at(-1)?.y ?? 1)));
  lines.forEach(({ name, points }, index) => {
    const tone = tones[index % tones.length];
    const places = points.map((point) => ({ ...point, x: round(across(point.x)), y: round(up(point.y)) }));
    const path = places.map((place) => `${place.x} ${place.y}`).join('L');
    parts.push(`<path d="M${path}" fill="none" stroke="${tone}" stroke-width="2"/>`);
    for (const place of places) {
      const fill = place.hollow ? `fill="none" stroke="${tone}" stroke-width="2"` : `fill="${tone}"`;
      parts.push(`<circle cx="${place.x}" cy="${place.y}" r="${place.hollow ? 5 : 3.5}" ${fill}/>`);
    }
    parts.push(label(frame.right + 12, (names[index] ?? 0) + 4, 'start', name, `fill="${tone}"`));
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12">
${parts.map((part) => `  ${part}`).join('\n')}
</svg>
`;
}

function scale(ticks: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = [Math.log(ticks[0] ?? 1), Math.log(ticks.at(-1) ?? 1)];
  return (value) => from + ((Math.log(value) - least) / (most - least)) * (to - from);
}

/** Moves overlapping labels apart, down the page. */
function spread(heights: readonly number[]): number[] {
  const apart = 16;
  const order = heights.map((_, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const placed = [...heights];
  order.forEach((index, place) => {
    const above = order[place - 1];
    if (above !== undefined) placed[index] = Math.max(placed[index] ?? 0, (placed[above] ?? 0) + apart);
  });
  return placed;
}

const label = (x: number, y: number, anchor: string, text: string, more = ''): string =>
  `<text x="${round(x)}" y="${round(y)}" ${/text-anchor/.test(more) ? '' : `text-anchor="${anchor}" `}${/fill=/.test(more) ? '' : `fill="${ink}" `}${more}>${text}</text>`;

const round = (value: number): number => Math.round(value * 10) / 10;

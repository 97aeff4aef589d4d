import type { BurndownMonth } from '../ui/project-figures.ts';
import { numeral, text } from '../ui/texts.ts';
import { monthName, monthYear } from './month.ts';
import { useWidth } from './width.ts';

const height = 130;
/** Where the highest value and zero are drawn. */
const ceiling = 14;
const floor = 104;

/** Bars for what was completed, a line for what was left, both on one scale. The table beside it says the same. */
export function BurndownPicture({ months }: { months: readonly BurndownMonth[] }) {
  const [ref, width] = useWidth<HTMLDivElement>(368);
  const last = numeral(months.at(-1)?.remaining ?? 0);
  const end = width - 14 - 7 * last.length; // the last figure stands behind the end

  const most = Math.max(1, ...months.flatMap((month) => [month.completed, month.remaining]));
  const slot = end / months.length;
  const y = (value: number) => floor - (Math.max(0, value) / most) * (floor - ceiling);
  const columns = months.map((month, index) => ({
    ...month,
    x: slot * (index + 0.5),
    y: y(month.remaining),
  }));
  const tip = columns.at(-1);

  return (
    <div ref={ref} class="chart">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {[ceiling, (ceiling + floor) / 2, floor].map((line) => (
          <path key={line} class="grid" d={`M0 ${line}H${end}`} />
        ))}
        {columns.map((column) => (
          <Column key={column.month} {...column} slot={slot} top={y(column.completed)} />
        ))}
        <path class="line" d={`M${columns.map((column) => `${column.x} ${column.y}`).join(' L')}`} />
        {tip && <circle class="end" cx={tip.x} cy={tip.y} r="3.6" />}
        {tip && (
          <text x={end + 4} y={tip.y + 4}>
            {last}
          </text>
        )}
        <MonthNames months={months} slot={slot} />
      </svg>
    </div>
  );
}

type ColumnProps = BurndownMonth & { x: number; top: number; slot: number };

/** A month's bar, and its figures for the pointer. */
function Column({ month, completed, remaining, x, top, slot }: ColumnProps) {
  const width = Math.min(32, slot * 0.62);
  return (
    <g>
      <title>
        {monthYear(month)}: {numeral(completed)} {text('burndown_completed')}, {numeral(remaining)}{' '}
        {text('burndown_remaining')}
      </title>
      <rect class="reach" x={x - slot / 2} y={ceiling} width={slot} height={floor - ceiling} />
      {completed > 0 && (
        <rect class="bar" x={x - width / 2} y={top} width={width} height={floor - top} rx="3" />
      )}
    </g>
  );
}

/** The first, the middle and the last month. */
function MonthNames({ months, slot }: { months: readonly BurndownMonth[]; slot: number }) {
  const last = months.length - 1;
  const middle = last >> 1;
  const place = (index: number) => {
    if (index === 0) return { x: 0, anchor: 'start' } as const;
    if (index === last) return { x: slot * months.length, anchor: 'end' } as const;
    return { x: slot * (index + 0.5), anchor: 'middle' } as const;
  };
  return (
    <>
      {months.map(({ month }, index) => {
        if (index !== 0 && index !== middle && index !== last) return null;
        const { x, anchor } = place(index);
        return (
          <text key={month} x={x} y={floor + 18} text-anchor={anchor}>
            {monthName(month)}
          </text>
        );
      })}
    </>
  );
}

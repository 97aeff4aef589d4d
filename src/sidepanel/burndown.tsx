import { utcDate } from '../ui/calendar.ts';
import type { BurndownMonth } from '../ui/project-figures.ts';
import { countText, language, numeral, text } from '../ui/texts.ts';
import { useWidth } from './width.ts';

const height = 130;
const ceiling = 14;
const floor = 104;
/** Room at the end for the last figure. */
const margin = 34;

/** Tasks completed each month and those left at its end: as a picture, and as a table for who can't see it. */
export function Burndown({ months }: { months: readonly BurndownMonth[] }) {
  return (
    <section class="card">
      <div class="section-head">
        <h2>{text('burndown_heading')}</h2>
        <span class="muted">{countText('burndown_months', months.length)}</span>
      </div>
      <Picture months={months} />
      <p class="legend muted" aria-hidden="true">
        <span class="swatch-bar" />
        {text('burndown_completed')}
        <span class="swatch-line" />
        {text('burndown_remaining')}
      </p>
      <Table months={months} />
    </section>
  );
}

function Picture({ months }: { months: readonly BurndownMonth[] }) {
  const [ref, width] = useWidth<HTMLDivElement>(368);
  const most = Math.max(1, ...months.flatMap((month) => [month.completed, month.remaining]));
  const y = (value: number) => floor - (Math.max(0, value) / most) * (floor - ceiling);
  const slot = (width - margin) / months.length;
  const bar = Math.min(32, slot * 0.62);
  const middle = (index: number) => slot * (index + 0.5);
  const line = months.map((month, index) => `${middle(index)} ${y(month.remaining)}`).join(' L');
  const last = months.at(-1);
  const labelled = [0, Math.floor((months.length - 1) / 2), months.length - 1];

  return (
    <div ref={ref} class="chart">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {[ceiling, (ceiling + floor) / 2, floor].map((line) => (
          <path key={line} class="grid" d={`M0 ${line}H${width - margin}`} />
        ))}
        {months.map(({ month, completed, remaining }, index) => (
          <g key={month}>
            <title>
              {monthYear(month)}: {numeral(completed)} {text('burndown_completed')}, {numeral(remaining)}{' '}
              {text('burndown_remaining')}
            </title>
            <rect
              x={middle(index) - slot / 2}
              y={ceiling}
              width={slot}
              height={floor - ceiling}
              fill="none"
            />
            {completed > 0 && (
              <rect
                class="bar"
                x={middle(index) - bar / 2}
                y={y(completed)}
                width={bar}
                height={floor - y(completed)}
                rx="3"
              />
            )}
          </g>
        ))}
        <path class="line" d={`M${line}`} />
        {last && (
          <>
            <circle class="end" cx={middle(months.length - 1)} cy={y(last.remaining)} r="3.6" />
            <text x={width - margin + 2} y={y(last.remaining) + 4}>
              {numeral(last.remaining)}
            </text>
          </>
        )}
        {months.map(
          ({ month }, index) =>
            labelled.includes(index) && (
              <text key={month} x={middle(index)} y={floor + 18} text-anchor="middle">
                {monthName(month)}
              </text>
            ),
        )}
      </svg>
    </div>
  );
}

function Table({ months }: { months: readonly BurndownMonth[] }) {
  return (
    // Around the table, not on it: Firefox draws a clipped table's caption outside of the clip.
    <div class="visually-hidden">
      <table>
        <caption>{text('burndown_caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('burndown_month')}</th>
            <th scope="col">{text('burndown_completed')}</th>
            <th scope="col">{text('burndown_remaining')}</th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, completed, remaining }) => (
            <tr key={month}>
              <th scope="row">{monthYear(month)}</th>
              <td>{numeral(completed)}</td>
              <td>{numeral(remaining)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `2026-11` as 11/26. */
function monthYear(month: string): string {
  return `${month.slice(5)}/${month.slice(2, 4)}`;
}

/** `2026-11` as Nov. */
function monthName(month: string): string {
  const format = new Intl.DateTimeFormat(language(), { month: 'short', timeZone: 'UTC' });
  return format.format(utcDate(`${month}-01`));
}

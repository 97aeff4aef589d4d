import { useState } from 'preact/hooks';
import { countText, numeral, type TextKey, text } from '../../ui/i18n/texts.ts';
import type { BurndownMonth } from '../../ui/tasks/project-figures.ts';
import { BurndownPicture } from './burndown-picture.tsx';
import { monthName, monthYear } from './month.ts';

const series = [
  ['added', 'burndown_added'],
  ['completed', 'burndown_completed'],
  ['remaining', 'burndown_remaining'],
] as const satisfies readonly (readonly [keyof BurndownMonth, TextKey])[];

/**
 * Tasks added and completed in each month, and remaining at its end. The chart's legend shows the figures of the month
 * under the pointer or the arrow keys. A hidden table has them for screen readers.
 */
export function Burndown({ months }: { months: readonly BurndownMonth[] }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const month = pointed === null ? null : (months[pointed] ?? null);
  return (
    <section class="card">
      <div class="section-head">
        <h2>{text('burndown_heading')}</h2>
        <span class="muted" aria-hidden={month ? true : undefined}>
          {month ? monthName(month.month, 'full') : countText('burndown_months', months.length)}
        </span>
      </div>
      <BurndownPicture months={months} pointed={pointed} onPoint={setPointed} />
      <p class="legend muted" aria-hidden="true">
        {series.map(([name, label]) => (
          <span key={name}>
            <i class={`swatch-${name}`} />
            {text(label)}
            {month && <b>{numeral(month[name])}</b>}
          </span>
        ))}
      </p>
      <Table months={months} />
    </section>
  );
}

function Table({ months }: { months: readonly BurndownMonth[] }) {
  return (
    // The class is on the wrapper: Firefox draws a clipped table's caption outside of the clip.
    <div class="visually-hidden">
      <table>
        <caption>{text('burndown_caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('burndown_month')}</th>
            {series.map(([name, label]) => (
              <th key={name} scope="col">
                {text(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.month}>
              <th scope="row">{monthYear(month.month)}</th>
              {series.map(([name]) => (
                <td key={name}>{numeral(month[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

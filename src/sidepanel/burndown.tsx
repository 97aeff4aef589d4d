import type { BurndownMonth } from '../ui/project-figures.ts';
import { countText, numeral, text } from '../ui/texts.ts';
import { BurndownPicture } from './burndown-picture.tsx';
import { monthYear } from './month.ts';

/** Tasks completed each month and those left at its end: as a picture, and as a table for who can't see it. */
export function Burndown({ months }: { months: readonly BurndownMonth[] }) {
  return (
    <section class="card">
      <div class="section-head">
        <h2>{text('burndown_heading')}</h2>
        <span class="muted">{countText('burndown_months', months.length)}</span>
      </div>
      <BurndownPicture months={months} />
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

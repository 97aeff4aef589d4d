import { cutText } from '../../../domain/text-limits.ts';
import { text } from '../../../ui/i18n/texts.ts';
import { type Column, type Use, uses } from '../../task-files/columns.ts';
import type { Row } from '../../task-files/table.ts';

interface Props {
  columns: readonly Column[];
  rows: readonly Row[];
  onChange: (columns: Column[]) => void;
}

/** Longest example of a column's values, in UTF-16 units. */
const longestExample = 40;

/** The columns of a file that have a value anywhere, and what becomes of each. The person may change it. */
export function ImportColumns({ columns, rows, onChange }: Props) {
  const set = (index: number, use: Use) =>
    onChange(columns.map((column, at) => (at === index ? { ...column, use } : column)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
    <section class="columns" tabIndex={0} aria-label={text('import_columns')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('import_column')}</th>
            <th scope="col">{text('import_becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, use }, index) => {
            const example = exampleOf(rows, index);
            const said = name || text('import_column_number', index + 1);
            return (
              example !== '' && (
                <tr key={index} class={use === 'ignored' ? 'ignored' : undefined}>
                  <td>
                    {said} <span class="example">{example}</span>
                  </td>
                  <td>
                    <select
                      aria-label={text('import_becomes_of', said)}
                      autocomplete="off"
                      onChange={({ currentTarget }) => set(index, uses[currentTarget.selectedIndex] ?? use)}
                    >
                      {uses.map((one) => (
                        <option key={one} value={one} selected={one === use}>
                          {text(`import_use_${one}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** The first value of a column, in one line. */
function exampleOf(rows: readonly Row[], index: number): string {
  for (const { cells } of rows) {
    const value = cells[index]?.trim().slice(0, 1_000).replace(/\s+/g, ' ') ?? '';
    if (value === '') continue;
    return value.length > longestExample ? `${cutText(value, longestExample)}…` : value;
  }
  return '';
}

import { useState } from 'preact/hooks';
import { text } from '../../ui/i18n/texts.ts';
import type { PlannedLine } from '../task-files/plan-import.ts';

/** Number of rows that are rendered at first, and added by each click. */
const step = 100;

/** The planned or done result of each line. Lines with a problem come first. */
export function ImportLines({ lines, done }: { lines: readonly PlannedLine[]; done: boolean }) {
  const [shown, setShown] = useState(step);
  const ordered = [...lines].sort((a, b) => rank(a) - rank(b) || a.line - b.line);
  if (lines.length === 0) return null;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard */}
      <section class="lines" tabIndex={0} aria-label={text('import_lines')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('import_line')}</th>
              <th scope="col">{text('import_task')}</th>
              <th scope="col">{text('import_outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {ordered.slice(0, shown).map((one, index) => (
              <tr key={index} class={one.what}>
                <td>{one.line}</td>
                <td>{one.shown || '—'}</td>
                <td>{outcome(one, done)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {lines.length > shown && (
        <button type="button" class="link" onClick={() => setShown(shown + step)}>
          {text('import_more', lines.length - shown)}
        </button>
      )}
    </>
  );
}

const rank = ({ what }: PlannedLine) => ['problem', 'noRoom', 'add', 'known'].indexOf(what);

function outcome(one: PlannedLine, done: boolean): string {
  switch (one.what) {
    case 'problem':
      return text(`import_problem_${one.problem}`);
    case 'add':
      return text(done ? 'import_added' : 'import_add');
    case 'known':
      return text('import_known');
    case 'noRoom':
      return text('import_no_room');
  }
}

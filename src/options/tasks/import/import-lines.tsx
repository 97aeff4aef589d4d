import { useMemo, useState } from 'preact/hooks';
import { countText, text } from '../../../ui/i18n/texts.ts';
import type { PlannedLine } from '../../task-files/plan-import.ts';

/** Number of rows that are rendered at first, and added by each click. */
const step = 100;

/** The planned or done result of each line. Lines with a problem come first. */
export function ImportLines({ lines, done }: { lines: readonly PlannedLine[]; done: boolean }) {
  const [shown, setShown] = useState(step);
  const ordered = useMemo(() => [...lines].sort((a, b) => rank(a) - rank(b) || a.line - b.line), [lines]);
  const toLookAt = lines.filter((one) => rank(one) < 3).length;
  if (lines.length === 0) return null;
  return (
    <>
      {toLookAt > 0 && <p class="muted">{countText('import_look', toLookAt)}</p>}
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
              <tr key={index} class={hasRemarks(one) ? 'remark' : one.what}>
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

const hasRemarks = (one: PlannedLine) => one.what === 'add' && one.remarks.length > 0;

/** Lines that need a look come first. */
const rank = (one: PlannedLine) =>
  hasRemarks(one) ? 2 : ['problem', 'noRoom', '', 'add', 'known'].indexOf(one.what);

function outcome(one: PlannedLine, done: boolean): string {
  switch (one.what) {
    case 'problem':
      return text(`import_problem_${one.problem}`);
    case 'add':
      return [
        text(done ? 'import_added' : 'import_add'),
        ...one.remarks.map((remark) => text(`import_remark_${remark}`)),
      ].join(one.remarks.length > 0 ? '. ' : '');
    case 'known':
      return text('import_known');
    case 'noRoom':
      return text('import_no_room');
  }
}

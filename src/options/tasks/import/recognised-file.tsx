import { Note } from '../../../ui/controls/note.tsx';
import { countText, language, text, textWithElement } from '../../../ui/i18n/texts.ts';
import type { Besides, Program, Table } from '../../task-files/table.ts';

/** Names of products, the same in every language. */
const programNames: Record<Program, string> = {
  countersign: 'Countersign',
  todoist: 'Todoist',
  tickTick: 'TickTick',
  microsoftToDo: 'Microsoft To Do',
  googleTasks: 'Google Tasks',
  asana: 'Asana',
  trello: 'Trello',
  notion: 'Notion',
  rememberTheMilk: 'Remember The Milk',
  motion: 'Motion',
  todoTxt: 'todo.txt',
};

const besides = ['sections', 'notes', 'settings'] as const satisfies readonly Besides[];

/** The program that wrote the file, and what is in it. */
export function RecognisedFile({ table }: { table: Table }) {
  const counts = new Intl.ListFormat(language(), { type: 'unit', style: 'short' }).format([
    countText('import_lines_count', table.rows.length),
    ...besides.flatMap((what) => {
      const count = table.besides[what] ?? 0;
      return count > 0 ? countText(`import_${what}`, count) : [];
    }),
  ]);
  return (
    <Note tone="info">
      <span>
        {table.program
          ? textWithElement('import_program', <b>{programNames[table.program]}</b>, counts)
          : text('import_no_program', counts)}
      </span>
    </Note>
  );
}

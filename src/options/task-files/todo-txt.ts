/**
 * Tasks as todo.txt, https://github.com/todotxt/todo.txt: one line each, with dates, a project and a due day. Spaces of
 * a project are written as `_`. Descriptions and addresses are left out.
 */
import { type FileTask, noProject } from '../../domain/task.ts';
import { checkTask, type ReadFile } from './file-task.ts';

export function writeTodoTxt(tasks: readonly FileTask[]): string {
  return tasks
    .map(({ name, project, due, createdOn, completedOn }) =>
      [
        completedOn && `x ${completedOn}`,
        createdOn,
        name.trim().replace(/\s+/g, ' '),
        project !== noProject && `+${project.replace(/\s+/g, '_')}`,
        due && `due:${due}`,
      ].filter(Boolean),
    )
    .map((parts) => `${parts.join(' ')}\n`)
    .join('');
}

const day = '(\\d{4}-\\d{2}-\\d{2})';
const completed = new RegExp(`^x (?:${day} )?(?:${day} )?`);
const open = new RegExp(`^(?:\\([A-Z]\\) )?(?:${day} )?`);

/** Reads todo.txt. The last project and the last due day count; others like them stay in the name. */
export function readTodoTxt(text: string, today: string): ReadFile {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '')
    .map(({ line, content }) => {
      const done = completed.exec(content);
      const start = done ?? open.exec(content);
      const words = content.slice(start?.[0].length ?? 0).split(/\s+/);
      const take = (word: RegExp) => {
        const at = words.findLastIndex((one) => word.test(one));
        return at < 0 ? '' : (words.splice(at, 1)[0]?.replace(word, '') ?? '');
      };
      const due = take(/^due:(?=.)/);
      const project = take(/^\+(?=.)/).replaceAll('_', ' ');
      return checkTask(
        {
          name: words.join(' '),
          project,
          due,
          createdOn: done ? done[2] : start?.[1],
          completed: done ? (done[1] ?? true) : false,
        },
        line,
        today,
      );
    });
  return { lines, ignored: [] };
}

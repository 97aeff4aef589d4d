/** Filters the list of tasks. */
import type { Task } from '../../domain/task.ts';
import { dueGroupOn } from './task-groups.ts';

export const dueFilters = ['any', 'overdue', 'today', 'week', 'none'] as const;
export type DueFilter = (typeof dueFilters)[number];

export interface Filter {
  words: string;
  /** Null means every project. */
  project: string | null;
  due: DueFilter;
}

/** Longest search, in UTF-16 units; what is typed beyond it is not looked for. */
export const longestSearch = 200;

/** Whether the filter hides anything. */
export const isFiltered = ({ words, project, due }: Filter): boolean =>
  words.trim() !== '' || project !== null || due !== 'any';

/** @param today `YYYY-MM-DD` */
export type TaskFinder = <T extends Task>(tasks: readonly T[], filter: Filter, today: string) => readonly T[];

/**
 * Finds the tasks that pass the filter: each word occurs in the name, project or description, ignoring case. A filter
 * that only narrows the last one searches the last result.
 */
export function createTaskFinder(): TaskFinder {
  let last: { tasks: readonly Task[]; filter: Filter; today: string; found: readonly Task[] } | null = null;
  return <T extends Task>(tasks: readonly T[], filter: Filter, today: string) => {
    if (!isFiltered(filter)) return tasks;
    const goesOn =
      last?.tasks === tasks && last.today === today && isNarrower(filter, last.filter) ? last : null;
    // The last result came from these tasks, so it has their type.
    const among = (goesOn?.found ?? tasks) as readonly T[];
    if (goesOn?.filter.words === filter.words) return among;
    const found = among.filter(wantedBy(filter, today));
    last = { tasks, filter, today, found };
    return found;
  };
}

const isNarrower = (now: Filter, before: Filter): boolean =>
  now.project === before.project && now.due === before.due && now.words.startsWith(before.words);

/** A completed task is never due. */
function wantedBy({ words, project, due }: Filter, today: string): (task: Task) => boolean {
  const typed = words.slice(0, longestSearch).toLowerCase().split(/\s+/).filter(Boolean);
  const groupOf = dueGroupOn(today);
  const isDue = (day: string): boolean => {
    const group = groupOf(day);
    return group === due || (due === 'week' && (group === 'today' || group === 'tomorrow'));
  };
  return (task) => {
    if (project !== null && task.project !== project) return false;
    if (due !== 'any' && (task.completed || !isDue(task.due))) return false;
    if (typed.length === 0) return true;
    const text = searched(task);
    return typed.every((word) => text.includes(word));
  };
}

/** The searched text of each task, computed once. A change makes another object of a task. */
const texts = new WeakMap<Task, string>();

function searched(task: Task): string {
  let text = texts.get(task);
  if (text === undefined) {
    text = `${task.name}\n${task.project}\n${task.description}`.toLowerCase();
    texts.set(task, text);
  }
  return text;
}

import { createContext } from 'preact';
import { noProject, type Task } from '../../domain/task.ts';

/** The names of the tasks' projects, without duplicates, sorted. */
export function projectsOf(tasks: Iterable<Pick<Task, 'project'>>): string[] {
  const names = new Set<string>();
  for (const { project } of tasks) names.add(project);
  names.delete(noProject);
  return [...names].sort();
}

/** Most names that a form offers: a longer list does not help to choose. */
const mostOffered = 30;

/**
 * The names that start with the typed text, or contain it. The person's own names come first, then public ones.
 * @param own,everybodys sorted
 */
export function offerProjects(
  own: readonly string[],
  everybodys: readonly string[],
  typed: string,
): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  const rank = (name: string): number => {
    const at = name.toLowerCase().indexOf(wanted);
    return at <= 0 ? at : 1;
  };
  const fitting = (names: readonly string[]) => [
    ...names.filter((name) => rank(name) === 0),
    ...names.filter((name) => rank(name) === 1),
  ];
  return [...new Set([...fitting(own), ...fitting(everybodys)])].slice(0, mostOffered);
}

/** The function that offers names for the typed text, for the forms within the list. */
export const OfferProjects = createContext<(typed: string) => readonly string[]>(() => []);

import { createContext } from 'preact';
import { noProject, type Task } from '../../domain/task.ts';

/** The names of the tasks' projects, each once, by the alphabet. */
export function projectsOf(tasks: Iterable<Pick<Task, 'project'>>): string[] {
  const names = new Set<string>();
  for (const { project } of tasks) names.add(project);
  names.delete(noProject);
  return [...names].sort();
}

/** Names that a form offers at once: a longer list helps nobody to choose. */
const mostOffered = 30;

/**
 * Names that go on from what is typed, or have it within: one's own come first, then everybody's.
 * @param own,everybodys by the alphabet
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

/** The names to offer for what has been typed, for the forms within the list. */
export const OfferProjects = createContext<(typed: string) => readonly string[]>(() => []);

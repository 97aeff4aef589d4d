/** The name of a project, as it is known already. */
import { noProject } from './task.ts';

const folded = (name: string) => name.normalize('NFKC').toUpperCase().toLowerCase();

/**
 * @param known names of projects, the preferred ones first
 * @returns the first known name that differs in upper and lower case only, or else the typed one
 */
export function knownProject(typed: string, known: readonly string[]): string {
  if (typed === noProject || known.includes(typed)) return typed;
  const wanted = folded(typed);
  return known.find((name) => folded(name) === wanted) ?? typed;
}

import { compareProjects, type ProjectMonth } from '../../../domain/project-counters.ts';
import type { Place } from './cursor.ts';

/** Most rows of a page. With the longest names, each character escaped, they are 660 kB: far below Lambda's 6 MB. */
export const pageRows = 1000;

/**
 * The rows after a place. The place itself may be gone: rows that appear or disappear between two pages move nothing
 * across the border.
 *
 * @param rows sorted as {@link compareProjects} sorts
 * @param after null for the first page
 * @returns `last`: the place of the next page, null on the last page
 */
export function pageOf(
  rows: readonly ProjectMonth[],
  after: Place | null,
  size: number,
): { projects: ProjectMonth[]; last: Place | null } {
  const found = after ? rows.findIndex((row) => compareProjects(row, after) > 0) : 0;
  const from = found === -1 ? rows.length : found;
  const projects = rows.slice(from, from + size);
  return { projects, last: from + size < rows.length ? (projects.at(-1) ?? null) : null };
}

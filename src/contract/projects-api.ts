/** ProjectsAPI, which everybody may ask. */
import * as v from 'valibot';
import { projectMonth } from '../domain/project-counters.ts';

/**
 * `GET /projects`: `cursor` names a page. An answer may be some seconds old; with `fresh` it holds every change that was
 * acknowledged before it was asked for, which is for whoever has just made one.
 */
export const projectsQuery = v.object({
  cursor: v.optional(v.string()),
  fresh: v.optional(v.literal('true')),
});

/**
 * Answer of `GET /projects`, sorted by project, then month; rows with two zeros are left out. `next` is an opaque
 * cursor, null on the last page.
 */
export const projectsAnswer = v.object({
  projects: v.array(projectMonth),
  next: v.nullable(v.string()),
});

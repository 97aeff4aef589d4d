/** ProjectsAPI, which is public. */
import * as v from 'valibot';
import { projectMonth } from '../domain/project-counters.ts';

/**
 * `GET /projects`: `cursor` names a page. An answer may be some seconds old. With `fresh` it contains every change that
 * was acknowledged before the request; a client uses this right after a change of its own.
 */
export const projectsQuery = v.object({
  cursor: v.optional(v.string()),
  fresh: v.optional(v.literal('true')),
});

/**
 * Answer of `GET /projects`, sorted by project, then month. Rows with two zeros are left out. `next` is an opaque
 * cursor, null on the last page.
 */
export const projectsAnswer = v.object({
  projects: v.array(projectMonth),
  next: v.nullable(v.string()),
});

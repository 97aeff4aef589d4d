/** The dashboard's numbers: the server's last answer, corrected by what has been done since. */
import * as v from 'valibot';
import { CodedError } from '../contract/errors.ts';
import type { ProjectsView } from '../contract/operations.ts';
import { applyDeltas, type ProjectMonth, projectMonth } from '../contract/projects.ts';
import type { Item } from '../core/item.ts';

export const storedProjects = v.object({ rows: v.array(projectMonth), fetchedAt: v.number() });
export type StoredProjects = v.InferOutput<typeof storedProjects>;

export interface Projects {
  view(): Promise<ProjectsView>;
  refresh(): Promise<ProjectsView>;
  /** The server has confirmed a change that adds these to its counters. */
  confirmed(deltas: ProjectMonth[]): Promise<void>;
  /** Forgets the answer, as when another cloud is configured. */
  forget(): Promise<void>;
}

/**
 * @param fetchProjects asks the server
 * @param unconfirmed deltas of changes that the server has not confirmed
 */
export function createProjects(
  stored: Item<StoredProjects>,
  fetchProjects: () => Promise<ProjectMonth[]>,
  unconfirmed: () => Promise<ProjectMonth[]>,
  now: () => number,
  changed: (view: ProjectsView) => void,
): Projects {
  /** Counts confirmations: an answer that was under way during one may or may not hold it. */
  let confirmations = 0;
  let running: Promise<ProjectsView> | null = null;

  async function view(): Promise<ProjectsView> {
    const known = await stored.get();
    if (!known) return { projects: [], fetchedAt: null };
    return { projects: applyDeltas(known.rows, await unconfirmed()), fetchedAt: known.fetchedAt };
  }

  async function ask(): Promise<ProjectMonth[]> {
    for (let attempt = 1; ; attempt += 1) {
      const before = confirmations;
      const rows = await fetchProjects().catch((error: unknown) => {
        // The session just ended under us: the guest may see the dashboard too.
        if (error instanceof CodedError && error.code === 'sessionEnded') return fetchProjects();
        throw error;
      });
      if (confirmations === before || attempt === 3) return rows;
    }
  }

  return {
    view,
    refresh() {
      running ??= (async () => {
        await stored.set({ rows: await ask(), fetchedAt: now() });
        const fresh = await view();
        changed(fresh);
        return fresh;
      })().finally(() => {
        running = null;
      });
      return running;
    },
    async confirmed(deltas) {
      confirmations += 1;
      const known = await stored.get();
      if (known) await stored.set({ ...known, rows: applyDeltas(known.rows, deltas) });
    },
    forget: () => stored.remove(),
  };
}

/** The dashboard's numbers: the server's last answer, corrected by later changes. */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import type { ProjectsView } from '../../contract/operations.ts';
import { shareInFlight } from '../../core/in-flight.ts';
import { createMutex } from '../../core/mutex.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { applyDeltas, type ProjectMonth, projectMonth } from '../../domain/project-counters.ts';

/** Name of the setting that the numbers are kept in. */
export const projectsSetting = 'projects';
export const storedProjects = v.object({
  rows: v.array(projectMonth),
  fetchedAt: v.number(),
  /** Time of the last confirmation of a change of ours, epoch ms. */
  changedAt: v.number(),
});
export type StoredProjects = v.InferOutput<typeof storedProjects>;

/** The server's numbers may be a few seconds old. For this time after a change of ours, fresh ones are requested. */
const settlingMs = 10_000;

/** Computes the numbers after a change that the server has confirmed; null before the first fetch. */
export type NumbersAfter = (deltas: ProjectMonth[]) => Promise<StoredProjects | null>;

export interface Projects {
  view(): Promise<ProjectsView>;
  refresh(): Promise<ProjectsView>;
  /** Tells of the numbers where they are others than were told last. */
  announce(): Promise<ProjectsView>;
  /**
   * Sends and settles a change while no fetch of the numbers runs: an answer in between could contain the change or
   * not. The numbers after the change must be written in the same transaction.
   */
  whileSending<T>(send: (numbersAfter: NumbersAfter) => Promise<T>): Promise<T>;
  /** Forgets the answer, as for another configured cloud. */
  forget(): Promise<void>;
}

/**
 * @param fetchProjects fetches from the server; with `fresh` the present numbers
 * @param unconfirmed deltas of changes that the server has not confirmed
 */
export function createProjects(
  stored: StorageItem<StoredProjects>,
  fetchProjects: (fresh: boolean) => Promise<ProjectMonth[]>,
  unconfirmed: () => Promise<ProjectMonth[]>,
  now: () => number,
  changed: (view: ProjectsView) => void,
): Projects {
  const serial = createMutex();
  /** Raised when earlier answers become invalid. */
  let forgotten = 0;
  let told = '';

  async function view(): Promise<ProjectsView> {
    const known = await stored.get();
    if (!known) return { projects: [], fetchedAt: null };
    return { projects: applyDeltas(known.rows, await unconfirmed()), fetchedAt: known.fetchedAt };
  }

  async function ask(): Promise<ProjectsView> {
    const before = forgotten;
    await serial(async () => {
      // Without a stored state, a recent change is possible.
      const { changedAt } = (await stored.get()) ?? { changedAt: now() };
      const rows = await fetchProjects(now() - changedAt < settlingMs);
      if (forgotten !== before) throw new CodedError('sessionChanged');
      await stored.set({ rows, fetchedAt: now(), changedAt });
    });
    return announce();
  }

  async function announce(): Promise<ProjectsView> {
    const now = await view();
    const before = told;
    told = JSON.stringify(now);
    if (now.fetchedAt !== null && told !== before) changed(now);
    return now;
  }

  return {
    view,
    announce,
    refresh: shareInFlight(() => forgotten, ask),
    whileSending: (send) =>
      serial(() =>
        send(async (deltas) => {
          const known = await stored.get();
          return known && { ...known, rows: applyDeltas(known.rows, deltas), changedAt: now() };
        }),
      ),
    forget() {
      forgotten += 1;
      return stored.remove();
    },
  };
}

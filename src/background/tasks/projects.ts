/** The dashboard's numbers: the server's last answer, corrected by later changes. */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import type { ProjectsView } from '../../contract/operations.ts';
import { shareInFlight } from '../../core/in-flight.ts';
import { createMutex } from '../../core/mutex.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { applyDeltas, type ProjectMonth, projectMonth } from '../../domain/project-counters.ts';

/** The name of the setting with the numbers. */
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
  /** Pushes the numbers to the screens if they have changed since the last push. */
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
  let announced = '';

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
    const present = await view();
    const before = announced;
    announced = JSON.stringify(present);
    if (present.fetchedAt !== null && announced !== before) changed(present);
    return present;
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

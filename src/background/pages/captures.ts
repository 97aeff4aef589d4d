/** Captures become tasks; those of a guest wait until somebody signs in, for as long as the browser runs. */
import * as v from 'valibot';
import type { Captured } from '../../contract/capture.ts';
import { CodedError, toSafeError } from '../../contract/errors.ts';
import type { createMutex } from '../../core/mutex.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { knownProject } from '../../domain/known-project.ts';
import { type NewTask, newTask, uuid } from '../../domain/task.ts';
import { taskChanges } from '../tasks/task-changes.ts';
import type { Tasks } from '../tasks/tasks.ts';
import { alreadyOpen } from './page-tasks.ts';
import type { Done } from './tab-grants.ts';

export interface Captures {
  /**
   * Durable when it resolves. Asked twice under one id, it makes one task. Never throws: it tells what went wrong.
   * @param mostWaiting a guest's is refused where as many wait
   */
  keep(task: NewTask, id: string, mostWaiting?: number): Promise<Captured>;
  /** Whether there is a task, or a capture that waits, under this id. */
  has(id: string): Promise<boolean>;
  /** @throws CodedError `undoTooLate` if the task has changed since */
  undo(done: Done): Promise<void>;
  /** Makes the tasks that wait, once somebody is signed in. */
  resume(): Promise<void>;
  /** Tells of a capture in the popup, when it could not be told where it was made. */
  tell(captured: Captured): Promise<void>;
  notices(): Promise<Captured[]>;
  seen(): Promise<void>;
}

/** Most captures of guests that wait: they lie in `storage.session`, which is small. Pages leave room for people. */
const mostWaitingOfPeople = 200;
export const mostWaitingOfPages = 50;

export const waitingCaptures = v.array(v.object({ id: uuid, task: newTask }));
/** Captures of a guest, which wait for somebody to sign in. */
export interface WaitingCaptures {
  stored: StorageItem<v.InferOutput<typeof waitingCaptures>>;
  /** One change of them at a time, whoever is here. */
  serial: ReturnType<typeof createMutex>;
}

/** What capturing takes of an account. */
export interface CapturingAccount {
  tasks: Tasks;
  /** What is to be told in the popup. */
  notices: StorageItem<unknown>;
}

/**
 * Captures of whoever is here, for as long as they are.
 * @param here null for a guest
 * @param report told of what goes wrong without a code
 */
export function createCaptures(
  here: CapturingAccount | null,
  { stored, serial }: WaitingCaptures,
  report: (error: unknown) => void,
): Captures {
  const waiting = async () => (await stored.get()) ?? [];
  const drop = async (id: string) => stored.set((await waiting()).filter((one) => one.id !== id));

  /** Once, though a background that was stopped over it is followed by one that tells it again. */
  async function tell({ notices }: CapturingAccount, captured: Captured): Promise<void> {
    const others = (await unseen(notices)).filter((one) => JSON.stringify(one) !== JSON.stringify(captured));
    await notices.set([...others, captured]);
  }

  async function make({ tasks }: CapturingAccount, task: NewTask, id: string): Promise<Captured> {
    // Whoever captures does not wait for the cloud: twice is better than late, or not at all.
    const all = await tasks.here();
    const known = alreadyOpen(all, task);
    if (known && known.taskId !== id) return { how: 'known', taskId: known.taskId, name: known.name };
    const project = knownProject(
      task.project,
      all.map((one) => one.project),
    );
    const { taskId } = await taskChanges(tasks).create({ ...task, project }, id);
    return { how: 'made', taskId, name: task.name };
  }

  return {
    tell: (captured) =>
      serial(async () => {
        if (here) await tell(here, captured);
      }),
    has: async (id) => Boolean(await here?.tasks.find(id)) || (await waiting()).some((one) => one.id === id),
    keep: (task, id, mostWaiting = mostWaitingOfPeople) =>
      serial(async () => {
        try {
          if (here) return await make(here, task, id);
          const others = (await waiting()).filter((one) => one.id !== id);
          if (others.length >= mostWaiting) throw new CodedError('signInRequired');
          await stored.set([...others, { id, task }]);
          return { how: 'waiting', taskId: id, name: task.name };
        } catch (error) {
          if (!(error instanceof CodedError)) report(error);
          return { how: 'failed', name: task.name, error: toSafeError(error) };
        }
      }),
    undo: ({ kind, taskId, version }) =>
      serial(async () => {
        await drop(taskId);
        const task = here && (await here.tasks.find(taskId));
        // Done already, as far as a caller knows that has had no answer.
        if (!task || kind === 'undone' || (kind === 'complete' && !task.completed)) return;
        if (task.version !== (version ?? task.version)) throw new CodedError('undoTooLate');
        const { remove, reopen } = taskChanges(here.tasks);
        await (kind === 'create' ? remove : reopen)(taskId);
      }),
    async resume() {
      if (!here) return;
      // Of an account that is new here it is told first what it has already, if anybody answers; nobody waits for it.
      if ((await waiting()).length > 0) await here.tasks.all().catch(() => []);
      await serial(async () => {
        for (const { id, task } of await waiting()) {
          await tell(here, await make(here, task, id));
          await drop(id);
        }
      });
    },
    notices: () =>
      serial(async () => [
        ...(here ? await unseen(here.notices) : []),
        ...(await waiting()).map(({ id, task }) => ({
          how: 'waiting' as const,
          taskId: id,
          name: task.name,
        })),
      ]),
    seen: () => serial(async () => here?.notices.remove()),
  };
}

// Sealed by some version of us, in whose words it is shown.
const unseen = async (notices: StorageItem<unknown>) => ((await notices.get()) ?? []) as Captured[];

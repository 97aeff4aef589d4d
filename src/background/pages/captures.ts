/** Captures become tasks; those of a guest wait until somebody signs in, for as long as the browser runs. */
import * as v from 'valibot';
import type { Captured } from '../../contract/capture.ts';
import { toSafeError } from '../../contract/errors.ts';
import { createTaskBody } from '../../contract/tasks-api.ts';
import { createMutex } from '../../core/mutex.ts';
import { taskSource, uuid } from '../../domain/task.ts';
import { sessionItem } from '../storage/session-item.ts';
import { taskChanges } from '../tasks/task-changes.ts';
import type { Tasks } from '../tasks/tasks.ts';
import { alreadyOpen, type NewTask } from './page-tasks.ts';
import type { Done } from './tab-grants.ts';

export interface Captures {
  /** Durable when it resolves. Asked twice under one id, it makes one task. Never throws: it tells what went wrong. */
  keep(task: NewTask, id: string): Promise<Captured>;
  undo(done: Done): Promise<void>;
  /** Makes the tasks that wait, once somebody is signed in. */
  resume(): Promise<void>;
  /** Tells of a capture in the popup, when it could not be told where it was made. */
  tell(captured: Captured): Promise<void>;
  notices(): Promise<Captured[]>;
  seen(): Promise<void>;
}

const { name, project, due, description } = createTaskBody.entries;
const newTask = v.object({ name, project, due, description, source: v.optional(taskSource) });
const waitingList = v.array(v.object({ id: uuid, task: newTask }));
const notices = sessionItem('captured', v.unknown());
const stored = sessionItem('captures', waitingList);

/** @param account the signed-in account's key, null for a guest */
export function createCaptures(tasks: Tasks, account: () => string | null): Captures {
  const serial = createMutex();
  const { create, reopen, remove } = taskChanges(tasks);
  const waiting = async () => (await stored.get()) ?? [];
  const drop = async (id: string) => stored.set((await waiting()).filter((one) => one.id !== id));
  // Written by this very version alone: storage.session does not outlive an update of the extension.
  const unannounced = async () => ((await notices.get()) ?? []) as Captured[];
  /** Once, though a background that was stopped over it is followed by one that tells it again. */
  const tell = async (captured: Captured) => {
    const others = (await unannounced()).filter((one) => JSON.stringify(one) !== JSON.stringify(captured));
    await notices.set([...others, captured]);
  };

  async function make(task: NewTask, id: string): Promise<Captured> {
    // Whoever captures does not wait for the cloud: twice is better than late, or not at all.
    const known = alreadyOpen(await tasks.here(), task);
    if (known && known.taskId !== id) return { how: 'known', taskId: known.taskId, name: known.name };
    return { how: 'made', taskId: (await create(task, id)).taskId, name: task.name };
  }

  return {
    tell: (captured) => serial(() => tell(captured)),
    keep: (task, id) =>
      serial(async () => {
        try {
          if (account()) return await make(task, id);
          await stored.set([...(await waiting()).filter((one) => one.id !== id), { id, task }]);
          return { how: 'waiting', taskId: id, name: task.name };
        } catch (error) {
          return { how: 'failed', name: task.name, error: toSafeError(error) };
        }
      }),
    undo: ({ kind, taskId }) =>
      serial(async () => {
        await drop(taskId);
        const task = account() && (await tasks.find(taskId));
        if (!task) return;
        if (kind === 'create') await remove(taskId);
        else if (task.completed) await reopen(taskId);
      }),
    async resume() {
      // Of an account that is new here it is told first what it has already, if anybody answers; nobody waits for it.
      if (account() && (await waiting()).length > 0) await tasks.all().catch(() => []);
      await serial(async () => {
        for (const { id, task } of await waiting()) {
          if (!account()) return;
          await tell(await make(task, id));
          await drop(id);
        }
      });
    },
    notices: () =>
      serial(async () => [
        ...(account() ? await unannounced() : []),
        ...(await waiting()).map(({ id, task }) => ({
          how: 'waiting' as const,
          taskId: id,
          name: task.name,
        })),
      ]),
    seen: () => serial(() => notices.remove()),
  };
}

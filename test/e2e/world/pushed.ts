/** Pushes of the background, sent by a test: they show states that would take minutes to reach. */
import type { ListedTask } from '../../../src/contract/operations.ts';
import type { Push } from '../../../src/contract/push.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { makeTask } from '../../unit/ui/tasks/tasks.ts';

/** A task whose id and name are made of a number, and whatever the test is about. */
export const numberedTask = (number: number, about: Partial<ListedTask> = {}): ListedTask =>
  makeTask({
    taskId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    name: `Task ${number}`,
    ...about,
  });

/** Tells every screen of a task list. @param desk one of the extension's own pages, but none that has to hear of it */
export const pushTasks = (desk: Surface, upserted: ListedTask[]): Promise<void> =>
  tell(desk, {
    kind: 'tasks',
    upserted,
    removed: [],
    deleting: [],
    total: upserted.length,
    summary: { open: upserted.length, dueToday: 0, overdue: 0 },
    fetchedAt: Date.now(),
  });

export const tell = (desk: Surface, push: Push): Promise<void> =>
  desk.evaluate((message: object) => new BroadcastChannel('countersign').postMessage(message), push);

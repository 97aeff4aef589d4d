/** A device's copy of an owner's tasks: read as a whole once, then updated by deltas. */
import * as v from 'valibot';
import { expect } from 'vitest';
import type { TaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import { tasksAnswer } from '../../../src/contract/tasks-api.ts';
import type { Task } from '../../../src/domain/task.ts';

export interface Replica {
  tasks: Map<string, Task>;
  /** The cursor of the next delta; null before the first reading. */
  since: string | null;
}

export const newReplica = (): Replica => ({ tasks: new Map(), since: null });

/** Reads on until there is nothing more, and replays it. */
export async function catchUp(call: TaskCaller, replica: Replica): Promise<void> {
  let query: Record<string, string> = replica.since === null ? {} : { since: replica.since };
  for (;;) {
    const answer = await call('GET', `/tasks?${new URLSearchParams(query)}`);
    expect(answer.status).toBe(200);
    const page = v.parse(tasksAnswer, answer.body);
    for (const task of page.tasks) replica.tasks.set(task.taskId, task);
    for (const taskId of page.deleted) replica.tasks.delete(taskId);
    if (page.next === null) {
      replica.since = page.since;
      return;
    }
    query = { cursor: page.next };
  }
}

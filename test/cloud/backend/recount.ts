import { applyDeltas, counterDeltas, type ProjectMonth } from '../../../src/domain/project-counters.ts';
import type { Task } from '../../../src/domain/task.ts';

/** The counters as they follow from the tasks alone. */
export const recount = (tasks: readonly Task[]): ProjectMonth[] =>
  applyDeltas(
    [],
    tasks.flatMap((task) => counterDeltas(null, task)),
  );

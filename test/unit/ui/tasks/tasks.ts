/** Tasks for tests of what screens do with them. */
import type { ListedTask } from '../../../../src/contract/operations.ts';

let made = 0;

/** A task with an id of its own, and whatever the test is about. */
export function makeTask(about: Partial<ListedTask> = {}): ListedTask {
  made++;
  return {
    taskId: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    name: `Task ${made}`,
    project: 'N/A',
    due: '',
    description: '',
    createdOn: '2026-11-01',
    completed: false,
    completedOn: '',
    version: 1,
    sync: 'saved',
    ...about,
  };
}

import type { ListedTask, TasksPage } from '../contract/operations.ts';
import { call } from '../ui/state/call.ts';

/** All tasks of the signed-in person, from the background. */
export async function allTasks(): Promise<ListedTask[]> {
  const tasks: ListedTask[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: TasksPage = await call('tasks.page', { from });
    tasks.push(...page.tasks);
    from = page.next;
  }
  return tasks;
}

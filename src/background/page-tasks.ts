/** Tasks and web pages: which belong together, and how one is made of the other. No address is ever sent to find out. */
import type { PageTask } from '../contract/operations.ts';
import { limits, noProject, type Task } from '../contract/task.ts';
import { pageAddress } from '../core/page-address.ts';
import type { Change } from '../core/tasks/change.ts';

/** The tasks made of the page at this address. */
export function tasksOfPage(tasks: readonly Task[], address: string): Task[] {
  const page = pageAddress(address);
  if (page === null) return [];
  return tasks.filter((task) => task.source && pageAddress(task.source.url) === page);
}

/** Only what the card shows. */
export function forCard({ taskId, name, project, due, completed }: Task): PageTask {
  return { taskId, name, project, due, completed };
}

/** What a task is created with. */
export interface NewTask {
  name: string;
  project: string;
  due: string;
  description: string;
  source?: { title: string; url: string };
}

/** A task that reminds of a page. A page without a title is named by its host. */
export function taskOfPage(title: string, url: URL): NewTask {
  const address = pageAddress(url.href) ?? url.href;
  const called = title.trim() || url.host;
  // An address that is too long to keep is not kept: half of one leads nowhere.
  const source =
    address.length <= limits.url ? { source: { title: called.slice(0, limits.title), url: address } } : {};
  return { name: called.slice(0, limits.name), project: noProject, due: '', description: '', ...source };
}

/**
 * @param today the author's own day: the month that the task counts in
 * @param taskId the request's own id, by which a repeat of it is known
 */
export function creation(task: NewTask, today: string, taskId: string): Change {
  const changeId = crypto.randomUUID();
  return { kind: 'create', changeId, taskId, body: { ...task, changeId, taskId, createdOn: today } };
}

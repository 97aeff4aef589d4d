/** TasksAPI and ProjectsAPI as functions: bodies are checked on the way back in. */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import { projectsAnswer } from '../../contract/projects-api.ts';
import { deletedAnswer, taskAnswer, tasksAnswer } from '../../contract/tasks-api.ts';
import type { ProjectMonth } from '../../domain/project-counters.ts';
import { type Task, task } from '../../domain/task.ts';
import type { ApiAnswer, ApiClient } from '../api/client.ts';
import type { Change } from './change.ts';

export type SendOutcome =
  | { done: 'saved'; task: Task }
  | { done: 'deleted' }
  /** Somebody else changed the task first: this is how it is now. */
  | { done: 'conflict'; current: Task }
  | { done: 'missing' };

/** What the server has told of the signed-in user's tasks. */
export interface TaskDelta {
  /** Whether these are all tasks there are; otherwise those that were made or changed. */
  whole: boolean;
  tasks: Task[];
  /** Ids of tasks that are no more. */
  deleted: string[];
  /** Opaque: from here on the next answer goes. */
  since: string | null;
}

export interface TasksService {
  /** Every task of the signed-in user, all pages. */
  list(): Promise<Task[]>;
  /**
   * What has changed, all pages.
   *
   * @param since of the answer before; everything is read without it, and when it is too old
   */
  delta(since: string | null): Promise<TaskDelta>;
  /** Sends one change. @param version the version it is based on; of no account for a creation */
  send(change: Change, version: number): Promise<SendOutcome>;
  /**
   * The counters of all projects, all pages. They may be some seconds old.
   *
   * @param fresh asks for the numbers of now: right after a change of one's own
   */
  projects(fresh?: boolean): Promise<ProjectMonth[]>;
}

/** What is of use here of a failure's answer, whichever code a newer cloud gives it. */
const refusal = v.object({
  error: v.optional(v.string()),
  field: v.optional(v.string()),
  task: v.optional(task),
});

function refusalIn(body: unknown): Partial<v.InferOutput<typeof refusal>> {
  const parsed = v.safeParse(refusal, body);
  return parsed.success ? parsed.output : {};
}

export function createTasksService(api: ApiClient): TasksService {
  /** What all pages hold, from the page on that `query` asks for. */
  async function projects(query: Record<string, string>): Promise<ProjectMonth[]> {
    const path = '/projects';
    const page = read(projectsAnswer, await api.request('ProjectsAPI', { method: 'GET', path, query }));
    return page.projects.concat(page.next ? await projects({ cursor: page.next }) : []);
  }

  async function delta(since: string | null): Promise<TaskDelta> {
    const tasks = new Map<string, Task>();
    const deleted = new Set<string>();
    for (let query: Record<string, string> = since ? { since } : {}; ; ) {
      const answer = await api.request('TasksAPI', { method: 'GET', path: '/tasks', query });
      if (answer.status === 410 && since) return delta(null);
      const page = read(tasksAnswer, answer);
      // A task that changes while pages are turned comes again further on.
      for (const task of page.tasks) tasks.set(task.taskId, task);
      for (const id of page.deleted) {
        tasks.delete(id);
        deleted.add(id);
      }
      if (!page.next) {
        return { whole: !since, tasks: [...tasks.values()], deleted: [...deleted], since: page.since };
      }
      query = { cursor: page.next };
    }
  }

  return {
    list: async () => (await delta(null)).tasks,
    delta,
    projects: (fresh) => projects(fresh ? { fresh: 'true' } : {}),

    async send(change, version) {
      const answer = await api.request('TasksAPI', requestOf(change, version));
      if (answer.status === 409) {
        const { task: current } = refusalIn(answer.body);
        if (current) return { done: 'conflict', current };
      }
      if (change.kind !== 'create' && isMissing(answer)) return { done: 'missing' };
      if (change.kind !== 'delete') return { done: 'saved', task: read(taskAnswer, answer).task };
      read(deletedAnswer, answer);
      return { done: 'deleted' };
    },
  };
}

/** Whether our own API says that there is no such task. */
const isMissing = ({ status, body }: ApiAnswer): boolean =>
  status === 404 && refusalIn(body).error === 'notFound';

/** A change carries its own id, so each of these may be sent again without harm. */
function requestOf(change: Change, version: number): Parameters<ApiClient['request']>[1] {
  const { changeId, taskId } = change;
  const path = `/tasks/${taskId}`;
  switch (change.kind) {
    case 'create':
      return { method: 'POST', path: '/tasks', body: change.body, repeatable: true };
    case 'edit':
      return { method: 'PUT', path, body: { changeId, version, ...change.fields } };
    case 'complete':
      return {
        method: 'PUT',
        path,
        body: { changeId, version, completed: true, completedOn: change.completedOn },
      };
    case 'reopen':
      return { method: 'PUT', path, body: { changeId, version, completed: false } };
    case 'delete':
      return { method: 'DELETE', path, query: { changeId, version: String(version) } };
  }
}

/** The body of a success, or the failure as one of our codes. */
function read<S extends v.GenericSchema>(schema: S, { status, body }: ApiAnswer): v.InferOutput<S> {
  if (status < 300) {
    const parsed = v.safeParse(schema, body);
    if (!parsed.success) throw new CodedError('badAnswer');
    return parsed.output;
  }
  const { error, field } = refusalIn(body);
  if (status === 403) throw new CodedError(error === 'termsRequired' ? error : 'signInRequired');
  // Somebody between us and the API, or another stage of it, knows nothing of our tasks.
  if (status === 404) throw new CodedError('badAnswer');
  if (status === 409) throw new CodedError(error === 'full' ? 'tasksFull' : 'taskConflict');
  if (status >= 500) throw new CodedError('serverError');
  throw new CodedError('taskRejected', field ? { field } : undefined);
}

/** TasksAPI and ProjectsAPI as functions. The bodies of answers are checked. */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import { mostTasks } from '../../contract/limits.ts';
import { projectsAnswer } from '../../contract/projects-api.ts';
import { deletedAnswer, tasksAnswer } from '../../contract/tasks-api.ts';
import type { ProjectMonth } from '../../domain/project-counters.ts';
import type { Task } from '../../domain/task.ts';
import type { ApiAnswer, ApiClient } from '../api/client.ts';
import { limitPages } from '../api/pages.ts';
import { parseAnswer, parseOrNull } from '../parse.ts';
import { answeredTask, readTasks } from './answered-tasks.ts';
import type { Change } from './change.ts';

export type SendOutcome =
  | { done: 'saved'; task: Task }
  | { done: 'deleted' }
  /** Somebody else changed the task first; `current` is its present state. */
  | { done: 'conflict'; current: Task }
  | { done: 'missing' };

/** The server's answer about the signed-in user's tasks. */
export interface TaskDelta {
  /** Whether these are all tasks; otherwise only the created and changed ones. */
  whole: boolean;
  tasks: Task[];
  /** Ids of deleted tasks. */
  deleted: string[];
  /** Opaque: the next request continues from here. */
  since: string | null;
}

export interface TasksService {
  /** Every task of the signed-in user, all pages. */
  list(): Promise<Task[]>;
  /**
   * The changes since an earlier answer, all pages.
   *
   * @param since from the earlier answer. Without it, or if it is too old, all tasks are read
   */
  delta(since: string | null): Promise<TaskDelta>;
  /** Sends one change. @param version the task's version that the change is based on; unused for a creation */
  send(change: Change, version: number): Promise<SendOutcome>;
  /** @param fresh asks for the present numbers: right after an own change */
  projects(fresh?: boolean): Promise<ProjectMonth[]>;
}

/** The parts of a failure's answer that are used here. A newer cloud may send unknown codes. */
const refusal = v.object({
  error: v.optional(v.string()),
  /** Kept with the change that was refused. */
  field: v.optional(v.pipe(v.string(), v.maxLength(100))),
  task: v.optional(answeredTask),
});

const taskAnswer = v.object({ task: answeredTask });
const pageAnswer = v.object({ ...tasksAnswer.entries, tasks: v.array(v.unknown()) });

const refusalIn = (body: unknown): Partial<v.InferOutput<typeof refusal>> => parseOrNull(refusal, body) ?? {};

/**
 * Most tasks of one person that are taken from a server. While pages are read, tasks may be made and others deleted: then there
 * are more on the pages than the person ever had at once.
 */
export const mostTasksHeld = mostTasks * 1.1;

/** @param now clock, epoch ms */
export function createTasksService(api: ApiClient, now: () => number): TasksService {
  /** The rows of all pages, from the page of `query` on. */
  async function projects(query: Record<string, string>): Promise<ProjectMonth[]> {
    const path = '/projects';
    const rows: ProjectMonth[] = [];
    const limit = limitPages(now);
    for (let asked = query; ; ) {
      const answer = await api.request('ProjectsAPI', { method: 'GET', path, query: asked });
      const { projects: more, next } = read(projectsAnswer, answer);
      rows.push(...more);
      if (!next) return rows;
      limit(more.length);
      asked = { cursor: next };
    }
  }

  async function delta(since: string | null): Promise<TaskDelta> {
    const tasks = new Map<string, Task>();
    const deleted = new Set<string>();
    const limit = limitPages(now);
    for (let query: Record<string, string> = since ? { since } : {}; ; ) {
      const answer = await api.request('TasksAPI', { method: 'GET', path: '/tasks', query });
      if (answer.status === 410 && since) return delta(null);
      const page = read(pageAnswer, answer);
      // A task that changes while pages are read appears again on a later page.
      for (const task of readTasks(page.tasks)) tasks.set(task.taskId, task);
      for (const id of page.deleted) {
        tasks.delete(id);
        deleted.add(id);
      }
      if (tasks.size > mostTasksHeld) throw new CodedError('answerTooLarge');
      if (!page.next) {
        return { whole: !since, tasks: [...tasks.values()], deleted: [...deleted], since: page.since };
      }
      limit(page.tasks.length + page.deleted.length);
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

/** Whether our own API says that the task does not exist. */
const isMissing = ({ status, body }: ApiAnswer): boolean =>
  status === 404 && refusalIn(body).error === 'notFound';

/** A change carries its own id, so each of these requests may be repeated without harm. */
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

/** The body of a success. A failure is thrown as one of our codes. */
function read<S extends v.GenericSchema>(schema: S, { status, body }: ApiAnswer): v.InferOutput<S> {
  if (status < 300) return parseAnswer(schema, body);
  const { error, field } = refusalIn(body);
  if (status === 403) throw new CodedError(error === 'termsRequired' ? error : 'signInRequired');
  // This 404 comes from a proxy or another stage of the API; it says nothing about our tasks.
  if (status === 404) throw new CodedError('badAnswer');
  if (status === 409) throw new CodedError(error === 'full' ? 'tasksFull' : 'taskConflict');
  if (status >= 500) throw new CodedError('serverError');
  throw new CodedError('taskRejected', field ? { field } : undefined);
}

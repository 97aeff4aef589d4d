/** TasksAPI and ProjectsAPI as functions: bodies are checked on the way back in. */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import { type ProjectMonth, projectsAnswer } from '../../contract/projects.ts';
import type { Task } from '../../contract/task.ts';
import { deletedAnswer, failureAnswer, taskAnswer, tasksAnswer } from '../../contract/tasks-api.ts';
import type { ApiClient } from '../api/client.ts';
import type { Change } from './change.ts';

export type SendOutcome =
  | { done: 'saved'; task: Task }
  | { done: 'deleted' }
  /** Somebody else changed the task first: this is how it is now. */
  | { done: 'conflict'; current: Task }
  | { done: 'missing' };

export interface TasksService {
  /** Every task of the signed-in user, all pages. */
  list(): Promise<Task[]>;
  /** Sends one change. @param version the version it is based on; of no account for a creation */
  send(change: Change, version: number): Promise<SendOutcome>;
  projects(): Promise<ProjectMonth[]>;
}

export function createTasksService(api: ApiClient): TasksService {
  return {
    async list() {
      const tasks: Task[] = [];
      let cursor: string | null = null;
      do {
        const query: Record<string, string> = cursor === null ? {} : { cursor };
        const answer = await api.request('TasksAPI', { method: 'GET', path: '/tasks', query });
        const page: v.InferOutput<typeof tasksAnswer> = read(tasksAnswer, answer);
        tasks.push(...page.tasks);
        cursor = page.next;
      } while (cursor !== null);
      return tasks;
    },

    async send(change, version) {
      const answer = await api.request('TasksAPI', requestOf(change, version));
      if (answer.status === 409) {
        const current = v.safeParse(failureAnswer, answer.body);
        if (current.success && current.output.task) return { done: 'conflict', current: current.output.task };
      }
      if (answer.status === 404) return { done: 'missing' };
      if (change.kind !== 'delete') return { done: 'saved', task: read(taskAnswer, answer).task };
      read(deletedAnswer, answer);
      return { done: 'deleted' };
    },

    async projects() {
      return read(projectsAnswer, await api.request('ProjectsAPI', { method: 'GET', path: '/projects' }))
        .projects;
    },
  };
}

/** A change carries its own id, so each of these may be sent again without harm. */
function requestOf(change: Change, version: number): Parameters<ApiClient['request']>[1] {
  const { changeId, taskId } = change;
  const path = `/tasks/${taskId}`;
  switch (change.kind) {
    case 'create':
      return { method: 'POST', path: '/tasks', body: change.body, repeatable: true };
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
function read<S extends v.GenericSchema>(
  schema: S,
  answer: { status: number; body: unknown },
): v.InferOutput<S> {
  if (answer.status >= 200 && answer.status < 300) {
    const parsed = v.safeParse(schema, answer.body);
    if (!parsed.success) throw new CodedError('badAnswer');
    return parsed.output;
  }
  if (answer.status === 403) throw new CodedError('signInRequired');
  if (answer.status === 404) throw new CodedError('taskNotFound');
  if (answer.status === 409) throw new CodedError('taskConflict');
  if (answer.status >= 500) throw new CodedError('serverError');
  const failure = v.safeParse(failureAnswer, answer.body);
  throw new CodedError(
    'taskRejected',
    failure.success && failure.output.field ? { field: failure.output.field } : undefined,
  );
}

/** The changes of a task as one type, for all routes. */
import type { ChangeTaskBody, CreateTaskBody } from '../../../contract/tasks-api.ts';

export type Command =
  | { kind: 'create'; taskId: string; changeId: string; body: CreateTaskBody }
  | { kind: 'change'; taskId: string; changeId: string; version: number; body: ChangeTaskBody }
  | { kind: 'delete'; taskId: string; changeId: string; version: number };

/** The answer to a change. Its record keeps the answer for a repeat. */
export interface Result {
  status: 200 | 201;
  body: Record<string, unknown>;
}

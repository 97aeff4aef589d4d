/** The changes of a task as one type, whichever route they came by. */
import type { ChangeTaskBody, CreateTaskBody } from '../../../contract/tasks-api.ts';

export type Command =
  | { kind: 'create'; taskId: string; changeId: string; body: CreateTaskBody }
  | { kind: 'change'; taskId: string; changeId: string; version: number; body: ChangeTaskBody }
  | { kind: 'delete'; taskId: string; changeId: string; version: number };

/** What a change answers with, and what its record keeps for a repeat. */
export interface Result {
  status: 200 | 201;
  body: Record<string, unknown>;
}

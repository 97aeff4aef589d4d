import type { FailureAnswer } from '../../../contract/tasks-api.ts';
import type { Task } from '../../../domain/task.ts';

const statuses = {
  invalid: 400,
  forbidden: 403,
  termsRequired: 403,
  notFound: 404,
  conflict: 409,
  full: 409,
  gone: 410,
  tooLarge: 413,
  busy: 503,
  internal: 500,
} as const satisfies Record<FailureAnswer['error'], number>;

/** A failure that the caller is told about by status and body. */
export class Failure extends Error {
  readonly status: (typeof statuses)[FailureAnswer['error']];
  readonly body: FailureAnswer;

  constructor(error: FailureAnswer['error'], message: string, details: { field?: string; task?: Task } = {}) {
    super(message);
    this.name = 'Failure';
    this.status = statuses[error];
    this.body = { error, message, ...details };
  }
}

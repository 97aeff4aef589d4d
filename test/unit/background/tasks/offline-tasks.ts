import { createRetryTimer } from '../../../../src/background/tasks/retry-timer.ts';
import { createTasks, type Tasks, type TasksDependencies } from '../../../../src/background/tasks/tasks.ts';
import { CodedError } from '../../../../src/contract/errors.ts';

/** The server's client without a network. */
export const offline = async () => {
  throw new CodedError('offline');
};

/** The tasks of a background that has just been started, and can send nothing. */
export function startOfflineTasks(
  vault: TasksDependencies['vault'],
  delta: TasksDependencies['service']['delta'] = offline,
): Tasks {
  return createTasks({
    vault,
    service: { delta: delta, send: offline },
    signal: new AbortController().signal,
    today: () => '2026-11-20',
    now: Date.now,
    retry: createRetryTimer({ set: () => {}, clear: () => {} }, Math.random, () => false),
    push: () => {},
    pushToPages: () => {},
    changed: () => {},
    whileSending: (send) => send(async () => null),
  });
}

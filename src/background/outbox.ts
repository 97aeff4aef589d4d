/** Sends what people did, in order, until the server has confirmed it. */
import { CodedError, type ErrorCode, type SafeError } from '../contract/errors.ts';
import { counterDeltas } from '../contract/projects.ts';
import type { Task } from '../contract/task.ts';
import type { Change } from '../core/tasks/change.ts';
import type { TasksService } from '../core/tasks/tasks-service.ts';
import type { AccountTasks, OutboxEntry } from './account-tasks.ts';
import type { Projects } from './projects.ts';

/** Failures that pass: the change stays first in the queue. */
const passing = new Set<ErrorCode>([
  'offline',
  'timeout',
  'throttled',
  'serverError',
  'badAnswer',
  'signInRequired',
]);

/** Failures of the session: nothing is sent until somebody has signed in again, or accepted the terms. */
const ofSession = new Set<ErrorCode>([
  'sessionEnded',
  'sessionChanged',
  'termsRequired',
  'forbidden',
  'notConfigured',
]);

/** How often a change is put on top of somebody else's before it is given up as a conflict. */
const rebases = 5;

export type DrainOutcome = 'empty' | 'retryLater' | 'sessionOver';

/**
 * @param whileSending runs one sending at a time, and gives the counters as they are after it, to be written with its end
 * @param current whether the account is still the one signed in
 * @param ready whether a change may be sent; one that may not lets others pass
 * @param settled called after each change that the server has confirmed or refused
 */
export async function drainOutbox(
  tasks: AccountTasks,
  service: Pick<TasksService, 'send'>,
  whileSending: Projects['whileSending'],
  current: () => boolean,
  settled: (taskId: string, refused: { name: string; error: SafeError } | null) => void,
  ready: (change: Change) => boolean = () => true,
): Promise<DrainOutcome> {
  const next = () => tasks.outbox().find(({ change }) => ready(change));
  for (let entry = next(); entry; entry = next()) {
    const { taskId } = entry.change;
    const before = tasks.confirmed(taskId);
    const name = tasks.get(taskId)?.name ?? before?.name ?? '';
    try {
      const sending = entry;
      const refused = await whileSending(async (numbersAfter) => {
        const outcome = await sendOne(tasks, service, sending, current);
        const numbers = await numbersAfter(counterDeltas(before, outcome.confirmed));
        await tasks.settle(sending, outcome.confirmed, numbers);
        return outcome.refused;
      });
      settled(taskId, refused && { name, error: refused });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (ofSession.has(error.code)) return 'sessionOver';
      if (passing.has(error.code)) return 'retryLater';
      throw error;
    }
  }
  return 'empty';
}

async function sendOne(
  tasks: AccountTasks,
  service: Pick<TasksService, 'send'>,
  { change }: OutboxEntry,
  current: () => boolean,
): Promise<{ confirmed: Task | null; refused: SafeError | null }> {
  const base = () => tasks.confirmed(change.taskId);
  const refuse = (error: SafeError, confirmed: Task | null) => ({ confirmed, refused: error });
  try {
    for (let attempt = 0; ; attempt += 1) {
      if (!current()) throw new CodedError('sessionChanged');
      const outcome = await service.send(change, base()?.version ?? 1);
      if (!current()) throw new CodedError('sessionChanged');
      switch (outcome.done) {
        case 'saved':
          return { confirmed: outcome.task, refused: null };
        case 'deleted':
          return { confirmed: null, refused: null };
        case 'missing':
          // Deleted elsewhere: that is what a deletion wants, and the end of any other change.
          return change.kind === 'delete'
            ? { confirmed: null, refused: null }
            : refuse({ code: 'taskNotFound' }, null);
        case 'conflict':
          // The id of a creation is ours: a task under it is the one that we made.
          if (change.kind === 'create') return { confirmed: outcome.current, refused: null };
          if (attempt === rebases) return refuse({ code: 'taskConflict' }, outcome.current);
          await tasks.confirm(outcome.current);
      }
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refuse({ code: error.code, ...(error.data && { data: error.data }) }, base());
  }
}

/** Answers that will never be another. */
const final = new Set<ErrorCode>(['taskRejected', 'taskNotFound', 'taskConflict']);

const isRefusal = (error: unknown): error is CodedError =>
  error instanceof CodedError && final.has(error.code);

/** Keeps an account's tasks in step with the server: sends the unsent changes in order, and fetches the changes of others. */
import { CodedError, hasCode, type SafeError } from '../../contract/errors.ts';
import type { Push } from '../../contract/push.ts';
import { createMutex } from '../../core/mutex.ts';
import { type Change, conflicts, heldUntil } from '../../core/tasks/change.ts';
import type { TasksService } from '../../core/tasks/tasks-service.ts';
import { counterDeltas } from '../../domain/project-counters.ts';
import type { Task } from '../../domain/task.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { AccountTasks } from './account-tasks.ts';
import type { Projects } from './projects.ts';
import type { RetryTimer } from './retry-timer.ts';
import type { OutboxEntry } from './stored-tasks.ts';

export interface OutboxDependencies {
  /** The account's tasks. @throws CodedError `sessionChanged` once the account is left */
  current: () => Promise<AccountTasks>;
  /** Pushes the present state of these tasks to the screens. */
  announce: (tasks: AccountTasks, taskIds: readonly string[]) => void;
  service: Pick<TasksService, 'delta' | 'send'>;
  whileSending: Projects['whileSending'];
  /** Aborted once the account is left: nothing is pushed or sent any more. */
  signal: AbortSignal;
  /** Epoch ms. */
  now: () => number;
  push: (push: Push) => void;
  retry: RetryTimer;
}

/** Sends unsent changes and fetches the server's, one after the other: neither may overtake the other. */
export function keepInStep({
  current,
  announce,
  service,
  whileSending,
  signal,
  now,
  push,
  retry,
}: OutboxDependencies) {
  const serial = createMutex();

  /** @param holdBack whether deletions stay held back. @returns whether nothing is left */
  const send = (holdBack: boolean): Promise<boolean> =>
    serial(async () => {
      const tasks = await current();
      if (!holdBack) tasks.release();
      const settled = (taskId: string, refused: { name: string; error: SafeError } | null) => {
        announce(tasks, [taskId]);
        if (refused && !signal.aborted) push({ kind: 'rejected', ...refused });
      };
      const ready = (change: Change) => heldUntil(change, now()) === null;
      const outcome = await drainOutbox(tasks, service, whileSending, () => !signal.aborted, settled, ready);
      signal.throwIfAborted();
      const [held] = tasks.deleting(now());
      if (outcome === 'retryLater') retry.later();
      else if (outcome === 'empty' && held) retry.later(held.until - now());
      else retry.stop();
      return unsentOf(tasks) === 0;
    });

  function resume(): void {
    if (signal.aborted) return;
    retry.guard();
    fireAndForget(send(true));
  }

  /** @param unlessKnown does nothing if the list has arrived meanwhile */
  const read = (unlessKnown: boolean): Promise<void> =>
    serial(async () => {
      const tasks = await current();
      if (unlessKnown && tasks.fetchedAt() !== null) return;
      const delta = await service.delta(tasks.since());
      announce(tasks, await tasks.applyDelta(delta, now()));
    });

  return {
    resume,
    flush: () => send(false),
    async sendDeletions() {
      const tasks = await current();
      const deletions = tasks.deleting(now());
      if (deletions.length > 0 && deletions.length === tasks.outbox().length) await send(false);
    },
    async refresh() {
      // The refresh also sends unsent changes, whose result the person wants to know.
      if ((await current()).outbox().length > 0) resume();
      await read(false);
    },
    /** All tasks. For an account that is new here, they are fetched from the server. */
    async known() {
      if ((await current()).fetchedAt() === null) await read(true);
      return (await current()).list();
    },
  };
}

/** The number of unsent changes, with those that cannot be read here. */
export const unsentOf = (tasks: AccountTasks): number => tasks.outbox().length + tasks.unreadable;

/** Failures that pass: the change stays first in the queue. */
const passing = [
  'offline',
  'timeout',
  'throttled',
  'serverError',
  'badAnswer',
  'answerTooLarge',
  'refusalHidden',
  'signInRequired',
] as const;

/** Failures of the session: nothing is sent until somebody has signed in again, or accepted the terms. */
const ofSession = ['sessionEnded', 'sessionChanged', 'termsRequired', 'forbidden', 'notConfigured'] as const;

/** Most times that a change is rebased on somebody else's before it is left for later. */
const rebases = 5;

/** `empty`: only changes that wait for a decision are left. */
export type DrainOutcome = 'empty' | 'retryLater' | 'sessionOver';

/**
 * @param whileSending runs one send at a time, and returns the counters after it, to be written with its result
 * @param current whether the account is still signed in
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
  const next = async (): Promise<OutboxEntry | undefined> => {
    for (const { change } of tasks.outbox().filter((entry) => isDeletion(entry) && tasks.isStuck(entry))) {
      // A task that is to be deleted needs no decision.
      const decided =
        ready(change) &&
        (await tasks.decide(change.taskId, (_changes, _mine, theirs) => (theirs ? [change] : [])));
      if (decided) settled(change.taskId, null);
    }
    return tasks.outbox().find((entry) => ready(entry.change) && !tasks.isStuck(entry));
  };
  for (let entry = await next(); entry; entry = await next()) {
    const { taskId } = entry.change;
    const before = tasks.confirmed(taskId);
    const name = tasks.get(taskId)?.name ?? before?.name ?? '';
    try {
      const sending = entry;
      const refused = await whileSending(async (numbersAfter) => {
        const { answered, refused, stuck } = await sendOne(tasks, service, sending, current);
        const confirmed = tasks.latest(sending.change, answered);
        const numbers = await numbersAfter(counterDeltas(before, confirmed));
        await tasks.settle(sending, confirmed, numbers, stuck ? refused : null);
        return refused;
      });
      settled(taskId, refused && { name, error: refused });
    } catch (error) {
      if (hasCode(error, ...ofSession)) return 'sessionOver';
      if (hasCode(error, ...passing)) return 'retryLater';
      throw error;
    }
  }
  return 'empty';
}

/** A deletion that is not stuck itself. */
const isDeletion = ({ change, stuck }: OutboxEntry) => change.kind === 'delete' && !stuck;

interface Outcome {
  answered: Task | null;
  refused: SafeError | null;
  /** The change stays until its author has decided. */
  stuck?: boolean;
}

async function sendOne(
  tasks: AccountTasks,
  service: Pick<TasksService, 'send'>,
  { change }: OutboxEntry,
  current: () => boolean,
): Promise<Outcome> {
  const base = () => tasks.confirmed(change.taskId);
  const hold = (error: SafeError, answered: Task | null) => ({ answered, refused: error, stuck: true });
  const conflict = (answered: Task | null) => hold({ code: 'taskConflict' }, answered);
  try {
    for (let attempt = 0; attempt <= rebases; attempt += 1) {
      if (!current()) throw new CodedError('sessionChanged');
      const theirs = base();
      // If the task is unknown here, the server's answer decides.
      if (theirs && conflicts(change, theirs)) return conflict(theirs);
      const outcome = await service.send(change, theirs?.version ?? 1);
      if (!current()) throw new CodedError('sessionChanged');
      switch (outcome.done) {
        case 'saved':
          return { answered: outcome.task, refused: null };
        case 'deleted':
          return { answered: null, refused: null };
        case 'missing':
          if (conflicts(change, null)) return conflict(null);
          // Deleted elsewhere: a deletion has its goal, and a completion has none any more.
          return { answered: null, refused: change.kind === 'delete' ? null : { code: 'taskNotFound' } };
        case 'conflict':
          // The id of a creation is ours, so the task with it is the one that we made.
          if (change.kind === 'create') return { answered: outcome.current, refused: null };
          await tasks.confirm(outcome.current);
      }
    }
  } catch (error) {
    if (!hasCode(error, ...final)) throw error;
    return hold({ code: error.code, ...(error.data && { data: error.data }) }, base());
  }
  throw new CodedError('throttled');
}

/** Final answers: a repetition would get the same one. */
const final = ['taskRejected', 'taskNotFound', 'taskConflict', 'tasksFull'] as const;

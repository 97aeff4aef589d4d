import { useCallback, useState } from 'preact/hooks';
import { toSafeError } from '../contract/errors.ts';
import type { Deletion } from '../contract/operations.ts';
import type { Task, TaskDraft, TaskEdit } from '../domain/task.ts';
import { countText, sentence, text } from '../ui/i18n/texts.ts';
import { call } from '../ui/state/call.ts';
import { useRejectedChanges } from '../ui/state/mirror.ts';

/** The last event, with its undo if there is one. */
export interface Notice {
  message: string;
  /** Epoch ms. */
  at: number;
  undo?: () => void;
}

/** A decision about a refused change (send again or drop) or about a conflict (the version that stays). */
export type Decision = 'again' | 'drop' | 'mine' | 'theirs';

export interface TaskActions {
  /** Runs the work, and shows its error. */
  attempt(work: () => Promise<unknown>): Promise<void>;
  /** @throws CodedError, for the form to show */
  create(draft: TaskDraft): Promise<void>;
  /** @throws CodedError, for the form to show */
  edit(task: Task, fields: TaskEdit): Promise<void>;
  complete(task: Task): Promise<void>;
  completeAll(tasks: readonly Task[]): Promise<void>;
  reopenAll(tasks: readonly Task[]): Promise<void>;
  reopen(task: Task): Promise<void>;
  remove(tasks: readonly Task[]): Promise<void>;
  /** Undoes deletions. */
  restore(deletions: readonly Deletion[]): Promise<void>;
  decide(task: Task, decision: Decision): Promise<void>;
  /** A task that was restored just now. The list moves the focus to it. */
  restored: string | null;
  seenRestored(): void;
  notice: Notice | null;
  dismissNotice(): void;
  /** Errors, oldest first, until they are dismissed. */
  failures: readonly string[];
  dismissFailures(): void;
}

/** The actions on tasks, and the notices about them. The list itself is updated by pushes. */
export function useTaskActions(): TaskActions {
  const [notice, setNotice] = useState<Notice | null>(null);
  const [restored, setRestored] = useState<string | null>(null);
  const [failures, setFailures] = useState<readonly string[]>([]);

  const fail = (message: string) =>
    setFailures((known) => (known.includes(message) ? known : [...known, message]));
  useRejectedChanges(
    useCallback(({ name, error }) => fail(text('task_rejected', name, sentence(error))), []),
  );

  const say = (message: string, undo?: () => void) =>
    setNotice({ message, at: Date.now(), ...(undo && { undo }) });
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      fail(sentence(toSafeError(error)));
    }
  };

  const reopen = ({ taskId, name }: Task) =>
    attempt(async () => {
      await call('tasks.reopen', { taskId });
      say(text('task_reopened', name));
    });

  const reopenAll = (tasks: readonly Task[]) =>
    attempt(async () => {
      await call('tasks.reopenAll', { taskIds: ids(tasks) });
      say(countText('tasks_reopened', tasks.length));
    });

  return {
    attempt,
    async create(draft) {
      const { name } = await call('tasks.create', draft);
      say(text('task_created', name));
    },
    async edit({ taskId }, fields) {
      const task = await call('tasks.edit', { taskId, ...fields });
      say(text('task_changed', task.name));
    },
    completeAll: (tasks) =>
      attempt(async () => {
        await call('tasks.completeAll', { taskIds: ids(tasks) });
        say(countText('tasks_completed', tasks.length), () => void reopenAll(tasks));
      }),
    reopenAll,
    complete: (task) =>
      attempt(async () => {
        await call('tasks.complete', { taskId: task.taskId });
        say(text('task_completed', task.name), () => void reopen(task));
      }),
    reopen,
    // Deletions are pushed, so every window can undo them.
    remove: (tasks) => attempt(() => call('tasks.delete', { taskIds: ids(tasks) })),
    restore: (deletions) =>
      attempt(async () => {
        await call('tasks.restore', { taskIds: ids(deletions) });
        const [first] = deletions;
        setRestored(first?.taskId ?? null);
        say(
          first && deletions.length === 1
            ? text('task_restored', first.name)
            : countText('tasks_restored', deletions.length),
        );
      }),
    decide: ({ taskId, name }, decision) =>
      attempt(async () => {
        if (decision === 'again') await call('tasks.edit', { taskId });
        else if (decision === 'drop') await call('tasks.drop', { taskId });
        else await call('tasks.resolve', { taskId, choose: decision });
        say(text(decision === 'drop' ? 'sync_dropped' : 'sync_decided', name));
      }),
    restored,
    seenRestored: () => setRestored(null),
    notice,
    dismissNotice: () => setNotice(null),
    failures,
    dismissFailures: () => setFailures([]),
  };
}

const ids = (tasks: readonly { taskId: string }[]): string[] => tasks.map(({ taskId }) => taskId);

import { useCallback, useState } from 'preact/hooks';
import { toSafeError } from '../contract/errors.ts';
import type { Task, TaskDraft } from '../contract/task.ts';
import { call } from '../ui/call.ts';
import { useRejectedChanges } from '../ui/mirror.ts';
import { sentence, text } from '../ui/texts.ts';

/** What just happened, and how to take it back where that is possible. */
export interface Notice {
  message: string;
  undo?: () => void;
}

export interface TaskActions {
  /** @throws CodedError, for the form to show */
  create(draft: TaskDraft): Promise<void>;
  complete(task: Task): Promise<void>;
  reopen(task: Task): Promise<void>;
  remove(task: Task): Promise<void>;
  notice: Notice | null;
  dismissNotice(): void;
  /** What went wrong, oldest first, until it is dismissed. */
  failures: readonly string[];
  dismissFailures(): void;
}

/** What can be done with tasks, and what is said about it afterwards. The list itself follows by pushes. */
export function useTaskActions(): TaskActions {
  const [notice, setNotice] = useState<Notice | null>(null);
  const [failures, setFailures] = useState<readonly string[]>([]);

  const fail = (message: string) =>
    setFailures((known) => (known.includes(message) ? known : [...known, message]));
  useRejectedChanges(
    useCallback(({ name, error }) => fail(text('task_rejected', name, sentence(error))), []),
  );

  const run = async (work: () => Promise<Notice>) => {
    try {
      setNotice(await work());
    } catch (error) {
      fail(sentence(toSafeError(error)));
    }
  };

  const reopen = ({ taskId, name }: Task) =>
    run(async () => {
      await call('tasks.reopen', { taskId });
      return { message: text('task_reopened', name) };
    });

  return {
    async create(draft) {
      const { name } = await call('tasks.create', draft);
      setNotice({ message: text('task_created', name) });
    },
    complete: (task) =>
      run(async () => {
        await call('tasks.complete', { taskId: task.taskId });
        return { message: text('task_completed', task.name), undo: () => void reopen(task) };
      }),
    reopen,
    remove: ({ taskId, name }) =>
      run(async () => {
        await call('tasks.delete', { taskId });
        return { message: text('task_deleted', name) };
      }),
    notice,
    dismissNotice: () => setNotice(null),
    failures,
    dismissFailures: () => setFailures([]),
  };
}

import { toSafeError } from '../../contract/errors.ts';
import type { Deletion, ListedTask, TasksPage } from '../../contract/operations.ts';
import type { Push } from '../../contract/push.ts';
import type { TaskSummary } from '../../domain/task-summary.ts';
import type { Call } from './ask.ts';
import type { Loaded } from './loaded.ts';
import { createStore, type Store } from './store.ts';

export interface TaskList {
  tasks: ReadonlyMap<string, ListedTask>;
  /** Deletions that can be taken back still. */
  deleting: readonly Deletion[];
  /** Unsent changes that another version of the extension has written: they are kept, and cannot be read by this one. */
  unreadable: number;
  /** Epoch ms of the last full answer from the server; null before the first. */
  fetchedAt: number | null;
  /** False while only the first of a long list are here. */
  whole: boolean;
}

export interface TasksMirror {
  store: Store<Loaded<TaskList>>;
  summary: Store<TaskSummary | null>;
  /** Forgets everything of the account. */
  forget(): void;
  /** Reads what the background has, and has it ask the server when that is missing or older than a minute. */
  load(): Promise<void>;
  /** Has the background ask the server. */
  refresh(): Promise<void>;
  /** The same without a word, for a screen that is looked at again; not when it was done a moment ago. */
  freshen(): Promise<void>;
  loadSummary(): Promise<void>;
  receive(push: Push): void;
}

/** Age in ms after which a list is asked for again when a screen opens. */
const staleAfter = 60_000;
/** Age in ms up to which looking again asks nothing. */
const freshFor = 15_000;

const nothing: Loaded<TaskList> = {
  value: { tasks: new Map(), deleting: [], unreadable: 0, fetchedAt: null, whole: false },
  loading: false,
  error: null,
};

const shown = (
  tasks: ReadonlyMap<string, ListedTask>,
  { deleting, unreadable, fetchedAt }: Pick<TasksPage, 'deleting' | 'unreadable' | 'fetchedAt'>,
  whole: boolean,
): TaskList => ({ tasks, deleting, unreadable, fetchedAt, whole });

/**
 * The account's tasks: pages of them when a screen opens, then changes as they are pushed.
 *
 * @param now the time in epoch ms
 * @param painted resolves once what is shown is on the screen
 */
export function createTasksMirror(call: Call, now: () => number, painted: () => Promise<void>): TasksMirror {
  const store = createStore(nothing);
  const summary = createStore<TaskSummary | null>(null);
  /** Raised by {@link TasksMirror.forget}: an answer to an older question is dropped. */
  let generation = 0;
  /** What pushes told while pages were being read; it is newer than the pages. */
  let pushed = new Set<string>();
  let pushes = 0;

  const patch = (change: Partial<Loaded<TaskList>>) => store.set({ ...store.get(), ...change });

  /** What was read, and what pushes told meanwhile, which is newer. */
  function take(read: ReadonlyMap<string, ListedTask>, page: TasksPage): void {
    const { value } = store.get();
    const tasks = new Map(read);
    for (const id of pushed) {
      const task = value.tasks.get(id);
      if (task) tasks.set(id, task);
      else tasks.delete(id);
    }
    patch({ value: shown(tasks, page, page.next === null) });
  }

  /**
   * Reads all pages; false when the list is not the one asked about any more. The first page is shown as soon as it is
   * there, where nothing is, and the others are asked for when it is seen: having them at hand is work. They are shown
   * together, since each showing orders and draws the list.
   */
  async function readPages(mine: number): Promise<boolean> {
    pushed = new Set();
    const read = new Map<string, ListedTask>();
    let from: number | null = 0;
    do {
      const page: TasksPage = await call('tasks.page', { from });
      if (mine !== generation) return false;
      for (const task of page.tasks) read.set(task.taskId, task);
      from = page.next;
      const isFirst = store.get().value.tasks.size === 0;
      if (from === null || isFirst) take(read, page);
      if (from !== null && isFirst) await painted();
    } while (from !== null);
    return true;
  }

  /** Runs with `loading` shown; it ends in every case, and a failure is kept for the screen to tell. */
  async function whileLoading(work: (mine: number) => Promise<void>): Promise<void> {
    const mine = generation;
    patch({ loading: true, error: null });
    try {
      await work(mine);
      if (mine === generation) patch({ loading: false });
    } catch (error) {
      if (mine === generation) patch({ loading: false, error: toSafeError(error) });
    }
  }

  async function fetchAgain(mine: number): Promise<void> {
    const before = pushes;
    await call('tasks.refresh');
    // The list comes as pushes; where none arrived, the pages have it.
    if (mine === generation && pushes === before) await readPages(mine);
  }

  return {
    store,
    summary,
    forget() {
      generation++;
      store.set(nothing);
      summary.set(null);
    },
    load: () =>
      whileLoading(async (mine) => {
        if (!(await readPages(mine))) return;
        const { fetchedAt } = store.get().value;
        if (fetchedAt === null || now() - fetchedAt > staleAfter) await fetchAgain(mine);
      }),
    refresh: () => whileLoading(fetchAgain),
    async freshen() {
      const mine = generation;
      const { value, loading } = store.get();
      if (loading || value.fetchedAt === null || now() - value.fetchedAt < freshFor) return;
      await fetchAgain(mine);
      if (mine === generation) patch({ error: null });
    },
    async loadSummary() {
      const mine = generation;
      const before = pushes;
      const value = await call('tasks.summary');
      if (mine === generation && pushes === before) summary.set(value);
    },
    receive(push) {
      if (push.kind !== 'tasks') return;
      pushes++;
      const { value } = store.get();
      const tasks = new Map(value.tasks);
      for (const task of push.upserted) tasks.set(task.taskId, task);
      for (const id of push.removed) tasks.delete(id);
      for (const id of [...push.upserted.map((task) => task.taskId), ...push.removed]) pushed.add(id);
      const { unreadable } = value;
      patch({ value: shown(tasks, { ...push, unreadable }, value.whole) });
      summary.set(push.summary);
    },
  };
}

import { toSafeError } from '../../contract/errors.ts';
import type { Deletion, ListedTask, TasksPage } from '../../contract/operations.ts';
import type { Push } from '../../contract/push.ts';
import type { TaskSummary } from '../../domain/task-summary.ts';
import type { Call } from './ask.ts';
import { createStore, type Loaded, type Store } from './store.ts';

export interface TaskList {
  tasks: ReadonlyMap<string, ListedTask>;
  /** Deletions that can still be undone. */
  deleting: readonly Deletion[];
  /**
   * Number of unsent changes that another version of the extension has written. They are kept; this version cannot read
   * them.
   */
  unreadable: number;
  /** Epoch ms of the last full answer from the server; null before the first. */
  fetchedAt: number | null;
  /** False while only the first page of a long list has been read. */
  whole: boolean;
}

export interface TasksMirror {
  store: Store<Loaded<TaskList>>;
  summary: Store<TaskSummary | null>;
  /** Removes everything of the account. */
  forget(): void;
  /** Reads the background's copy. Makes the background fetch if there is none, or if it is older than a minute. */
  load(): Promise<void>;
  /** Makes the background fetch from the server. */
  refresh(): Promise<void>;
  /**
   * As `refresh`, without a loading state, for a screen that gets the focus again. Does nothing if the data is fresh.
   */
  freshen(): Promise<void>;
  loadSummary(): Promise<void>;
  receive(push: Push): void;
}

/** Age in ms after which a list is fetched again when a screen opens. */
const staleAfter = 60_000;
/** Age in ms up to which the data counts as fresh. */
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
 * The account's tasks: read page by page when a screen opens, then updated by pushes.
 *
 * @param now the time in epoch ms
 * @param afterPaint resolves once the content is on the screen
 */
export function createTasksMirror(
  call: Call,
  now: () => number,
  afterPaint: () => Promise<void>,
): TasksMirror {
  const store = createStore(nothing);
  const summary = createStore<TaskSummary | null>(null);
  /** Raised by {@link TasksMirror.forget}: an answer to an older request is dropped. */
  let generation = 0;
  /** Tasks that pushes changed while pages were read. The pushes are newer than the pages. */
  let pushed = new Set<string>();
  let pushes = 0;

  const patch = (change: Partial<Loaded<TaskList>>) => store.set({ ...store.get(), ...change });

  /** Stores a page. Tasks that were pushed meanwhile are newer, and stay. */
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
   * Reads all pages. Returns false if the list was replaced meanwhile. An empty list shows the first page at once, and
   * reads the others after the paint, since they cost time. The others are shown together: each update sorts and
   * renders the list.
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
      if (from !== null && isFirst) await afterPaint();
    } while (from !== null);
    return true;
  }

  /** Runs the work with `loading` set. `loading` ends in every case; a failure is kept for the screen. */
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
    // The list comes as pushes. If none arrived, the pages have it.
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

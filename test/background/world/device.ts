/** A device with the extension: the background as it is made in a browser, which may be stopped at any write to its disk. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { accountOf } from '../../../src/background/account/scope.ts';
import { type Background, createBackground } from '../../../src/background/background.ts';
import type { Environment } from '../../../src/background/environment.ts';
import { type Database, openDatabase, type SealedRow } from '../../../src/background/storage/database.ts';
import type { SessionArea } from '../../../src/background/storage/session-item.ts';
import { createVault } from '../../../src/background/storage/vault.ts';
import { createRetryTimer } from '../../../src/background/tasks/retry-timer.ts';
import { type OutboxEntry, taskKinds } from '../../../src/background/tasks/stored-tasks.ts';
import { type TaskChanges, taskChanges } from '../../../src/background/tasks/task-changes.ts';
import type { Tasks } from '../../../src/background/tasks/tasks.ts';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import { undoTime } from '../../../src/contract/limits.ts';
import { noPage, type User } from './world.ts';

export interface Device {
  /** Runs what needs the background; of the next one, where this one dies over it. */
  background<T>(work: (background: Background) => Promise<T>): Promise<T>;
  /** Likewise, with the tasks of the person who is signed in. */
  run<T>(work: (tasks: Tasks) => Promise<T>): Promise<T>;
  /** Has something done as a screen does: again, of the background that takes a dead one's place. */
  change<T>(work: (changes: TaskChanges) => Promise<T>): Promise<T>;
  /** Sends until nothing is left. @throws Error when a background that is never stopped does not get there */
  sendAll(): Promise<void>;
  /** Tries once to send what is unsent, however that ends. */
  trySending(): Promise<void>;
  /** Each background is stopped after so many writes, from now on; null: none is. */
  stopAfter(writes: number | null): void;
  /** Ids of the changes that were written down, in that order. */
  written(): string[];
  /** Ids of those that were sent, in the order of the first time. */
  sent(): string[];
  started(): number;
  /** Stops the background for good. */
  end(): void;
}

export interface DeviceOptions extends Partial<Pick<Environment, 'now' | 'checkAt' | 'remind'>> {
  /** Called before each change is sent; not before the repetitions of one call. */
  beforeSending?: () => Promise<void>;
  /** Longest time for an answer of an API, ms. */
  timeout?: number;
}

const never = new Promise<never>(() => {});

/** A device on which the person is signed in. */
export async function startDevice(
  cloud: LocalCloud,
  person: Pick<User, 'username' | 'password'>,
  options: DeviceOptions = {},
): Promise<Device> {
  globalThis.indexedDB = new IDBFactory();
  const disk = await openDatabase();
  const opened = createVault(disk);
  const memory: Record<string, unknown> = {};
  const written = new Set<string>();
  const sent = new Set<string>();
  /** What was being written when a background was stopped while it did what it is asked for now: not twice. */
  let fatal = new Set<string>();
  let started = 0;
  let lifetime: number | null = null;
  let worker = start();

  function start() {
    started += 1;
    let writes = 0;
    let dead = false;
    let die = () => {};
    const death = new Promise<null>((resolve) => {
      die = () => {
        dead = true;
        retry.stop();
        resolve(null);
      };
    });
    /** Whatever a stopped background waits for never comes. */
    const alive = async <T>(work: () => Promise<T>): Promise<T> => {
      if (dead) return never;
      const value = await work();
      return dead ? never : value;
    };

    const database: Database = (stores, work, durability) =>
      alive(async () => {
        const touched: Touched = { rows: [], what: [] };
        const value = await disk(
          stores,
          (...objects) => work(...objects.map((store) => watched(store, touched))),
          durability,
        );
        if (!durability) return value;
        for (const { account, id } of touched.rows) {
          const entry = await opened.get(account, taskKinds.outbox, id);
          // What our own code has put there; it is gone where it was sent meanwhile.
          if (entry) written.add((entry as Pick<OutboxEntry, 'change'>).change.changeId);
        }
        writes += 1;
        const what = touched.what.join();
        if (lifetime === null || writes < lifetime || fatal.has(what)) return value;
        fatal.add(what);
        die();
        return value;
      });
    const sessionArea: SessionArea = {
      get: () => alive(async () => structuredClone(memory)),
      set: (items) => alive(async () => void Object.assign(memory, structuredClone(items))),
      remove: (key) =>
        alive(async () => {
          delete memory[key];
        }),
    };

    let isRepetition = false;
    async function send(...request: Parameters<typeof fetch>): Promise<Response> {
      const changeId = changeIn(cloud, ...request);
      if (changeId && !isRepetition) await options.beforeSending?.();
      if (changeId) sent.add(changeId);
      isRepetition = false;
      return fetch(...request);
    }
    const retry = createRetryTimer({ set: () => {}, clear: () => {} }, Math.random, () => true);
    const backoff = {
      random: () => 0,
      sleep: async () => {
        isRepetition = true;
      },
    };
    const background = createBackground({
      // Nobody takes a deletion back.
      now: () => Date.now() + undoTime,
      checkAt: () => {},
      remind: async () => {},
      ...options,
      fetch: (...request) => alive(() => send(...request)),
      patience: { backoff, ...(options.timeout && { timeout: options.timeout }) },
      openDatabase: async () => database,
      sessionArea,
      policy: async () => null,
      file: async () => cloud.configuration,
      retry,
      watchIdleness: () => {},
      userPoolPage: { show: noPage, follow: noPage },
      redirectUri: () => '',
      renewAt: () => {},
      pushToScreens: () => {},
      pushToPages: () => {},
      shown: () => {},
      report(error) {
        throw error;
      },
    });
    return { background, death, die };
  }

  const background: Device['background'] = async (work) => {
    fatal = new Set();
    for (;;) {
      const running = worker;
      const done = running.background.then(work).then((value) => ({ value }));
      const outcome = await Promise.race([done, running.death]);
      if (outcome) return outcome.value;
      worker = start();
    }
  };
  const run: Device['run'] = (work) => background(({ scope }) => work(accountOf(scope()).tasks));
  await background(({ signIn }) => signIn.withPassword({ ...person, keep: true }));

  return {
    background,
    run,
    change: (work) => run((tasks) => work(taskChanges(tasks))),
    async sendAll() {
      for (let tried = 0; tried < 1000; tried += 1)
        if (await run((tasks) => tasks.flush().catch(() => false))) return;
      throw new Error('What is unsent does not go out');
    },
    async trySending() {
      await run((tasks) => tasks.flush().catch(() => false));
    },
    stopAfter(writes) {
      lifetime = writes;
      worker.die();
    },
    written: () => [...written],
    sent: () => [...sent],
    started: () => started,
    end: () => worker.die(),
  };
}

/** What a transaction writes: rows of the outbox, and all of it by the places where it lies. */
interface Touched {
  rows: SealedRow[];
  what: string[];
}

/** An object store that says what is written to it. */
function watched(store: IDBObjectStore, touched: Touched): IDBObjectStore {
  const put = store.put.bind(store);
  const remove = store.delete.bind(store);
  store.put = (value, key) => {
    touched.what.push(`${store.name} ${key ?? `${value.kind} ${value.id}`}`);
    if (store.name === 'rows' && value.kind === taskKinds.outbox) touched.rows.push(value);
    return put(value, key);
  };
  store.delete = (key) => {
    touched.what.push(`no ${store.name} ${JSON.stringify(key)}`);
    return remove(key);
  };
  return store;
}

/** The id of the change that a request brings to TasksAPI; null for any other request. */
function changeIn(
  { configuration }: LocalCloud,
  address: RequestInfo | URL,
  init: RequestInit = {},
): string | null {
  const url = new URL(String(address));
  if (!url.href.startsWith(configuration.apis.TasksAPI.endpoint) || init.method === 'GET') return null;
  if (init.method === 'DELETE') return url.searchParams.get('changeId');
  // The client sends JSON as bytes.
  return JSON.parse(new TextDecoder().decode(init.body as Uint8Array<ArrayBuffer>)).changeId;
}

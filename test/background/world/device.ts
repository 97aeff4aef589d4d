/** A device's background, made of the parts that it is made of in a browser, which may be stopped at any write. */

import { accountVault, type Vault } from '../../../src/background/storage/vault.ts';
import {
  createProjects,
  projectsSetting,
  type StoredProjects,
} from '../../../src/background/tasks/projects.ts';
import { createRetryTimer } from '../../../src/background/tasks/retry-timer.ts';
import { type OutboxEntry, taskKinds } from '../../../src/background/tasks/stored-tasks.ts';
import { type TaskChanges, taskChanges } from '../../../src/background/tasks/task-changes.ts';
import { createTasks, type Tasks } from '../../../src/background/tasks/tasks.ts';
import { undoTime } from '../../../src/contract/limits.ts';
import type { SendOutcome } from '../../../src/core/tasks/tasks-service.ts';
import { localDay } from '../../../src/domain/day.ts';
import { memoryVault } from './memory-vault.ts';
import type { Core } from './world.ts';

export interface Device {
  /** Has something done as a screen does: again, of the background that takes a dead one's place. */
  change<T>(work: (changes: TaskChanges) => Promise<T>): Promise<T>;
  /** Sends until nothing is left. @throws Error when a background that is never stopped does not get there */
  sendAll(): Promise<void>;
  /** Tries once to send what is unsent, however that ends. */
  trySending(): Promise<void>;
  /** Runs what needs the tasks; of the next background, where this one dies over it. */
  run<T>(work: (tasks: Tasks) => Promise<T>): Promise<T>;
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

const never = new Promise<never>(() => {});

/**
 * @param core who is signed in
 * @param beforeSending called before each change is sent
 */
export function startDevice(core: Core, beforeSending: () => Promise<void> = async () => {}): Device {
  const settings = new Map<string, unknown>();
  const disk = memoryVault(settings);
  const written = new Set<string>();
  const sent = new Set<string>();
  /**
   * Writes that were in progress when a background was stopped during the present operation. Each stops a background
   * only once.
   */
  let fatal = new Set<string>();
  let started = 0;
  let lifetime: number | null = null;
  let worker = start();

  function start() {
    started += 1;
    let writes = 0;
    let dead = false;
    let die = () => {};
    const death = new Promise<'died'>((resolve) => {
      die = () => {
        dead = true;
        retry.stop();
        resolve('died');
      };
    });
    /** A stopped background waits for ever. */
    const alive = async <T>(work: () => Promise<T>): Promise<T> => {
      if (dead) return never;
      const value = await work();
      return dead ? never : value;
    };
    const vault: Vault = {
      get: (...place) => alive(() => disk.get(...place)),
      all: (...place) => alive(() => disk.all(...place)),
      count: (...place) => alive(() => disk.count(...place)),
      write: (...changes) =>
        alive(async () => {
          await disk.write(...changes);
          for (const row of changes[1])
            if (row.kind === taskKinds.outbox && 'value' in row)
              written.add((row.value as Pick<OutboxEntry, 'change'>).change.changeId);
          writes += 1;
          const what = JSON.stringify(changes);
          if (lifetime === null || writes < lifetime || fatal.has(what)) return;
          fatal.add(what);
          die();
        }),
      keepOnly: (...place) => alive(() => disk.keepOnly(...place)),
      move: (...place) => alive(() => disk.move(...place)),
      forget: (...place) => alive(() => disk.forget(...place)),
      accounts: () => alive(() => disk.accounts()),
    };
    const retry = createRetryTimer({ set: () => {}, clear: () => {} }, Math.random, () => true);
    const { account, signal } = core.session.lease();
    const tasks = createTasks({
      vault: accountVault(vault, account?.key ?? '', signal),
      signal,
      service: {
        delta: (since) => alive(() => core.tasks.delta(since)),
        send: (change, version) =>
          alive(async (): Promise<SendOutcome> => {
            await beforeSending();
            sent.add(change.changeId);
            return core.tasks.send(change, version);
          }),
      },
      today: () => localDay(Date.now()),
      // Nobody takes a deletion back.
      now: () => Date.now() + undoTime,
      retry,
      push: () => {},
      changed: () => {},
      whileSending: (send) => projects.whileSending(send),
    });
    const stored = {
      // The value written by our own code.
      get: async () => (settings.get(projectsSetting) as StoredProjects | undefined) ?? null,
      set: async (value: StoredProjects) => void settings.set(projectsSetting, value),
      remove: async () => void settings.delete(projectsSetting),
    };
    const projects = createProjects(
      stored,
      core.tasks.projects,
      () => tasks.unconfirmedDeltas(),
      Date.now,
      () => {},
    );
    return { tasks, death, die };
  }

  async function run<T>(work: (running: typeof worker) => Promise<T>): Promise<T> {
    fatal = new Set();
    for (;;) {
      const running = worker;
      const outcome = await Promise.race([
        work(running).then((value) => ({ value })),
        running.death.then(() => null),
      ]);
      if (outcome) return outcome.value;
      worker = start();
    }
  }

  return {
    change: (work) => run(({ tasks }) => work(taskChanges(tasks))),
    async sendAll() {
      for (let tried = 0; tried < 1000; tried += 1)
        if (await run(({ tasks }) => tasks.flush().catch(() => false))) return;
      throw new Error('What is unsent does not go out');
    },
    async trySending() {
      await run(({ tasks }) => tasks.flush().catch(() => false));
    },
    run: (work) => run(({ tasks }) => work(tasks)),
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

/** The first page of a long list. It is shown before the whole list has been opened. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountVault, type Vault } from '../../../../src/background/storage/vault.ts';
import { type AccountTasks, loadAccountTasks } from '../../../../src/background/tasks/account-tasks.ts';
import { firstPageRow, readFirstPage } from '../../../../src/background/tasks/first-page.ts';
import { taskKinds } from '../../../../src/background/tasks/stored-tasks.ts';
import { CodedError } from '../../../../src/contract/errors.ts';
import { createMutex } from '../../../../src/core/mutex.ts';
import type { Change } from '../../../../src/core/tasks/change.ts';
import type { Task } from '../../../../src/domain/task.ts';
import { memoryVault } from '../../../background/world/memory-vault.ts';
import { startOfflineTasks } from './offline-tasks.ts';

const account = 'pool/ida';
const size = 100;
const taskId = (at: number) => `${(at % 4).toString().repeat(8)}-0000-4000-8000-${`${at}`.padStart(12, '0')}`;
const taskOf = (at: number, more: Partial<Task> = {}): Task => ({
  ...{ taskId: taskId(at), name: `Task ${at}`, project: 'Home', due: '', description: '' },
  ...{ createdOn: '2026-11-20', completed: false, completedOn: '', version: 1, ...more },
});
const all = Array.from({ length: 600 }, (_, at) => taskOf(at));
const delta = (tasks: Task[], whole = false, deleted: string[] = []) => ({
  ...{ whole, tasks, deleted, since: 'here' },
});
const renamed = (at: number): Change => ({
  ...{ kind: 'edit', changeId: crypto.randomUUID(), taskId: taskId(at), fields: { name: 'Renamed' } },
});

let vault: Vault;
/** The kinds of the rows that were opened. */
let opened: string[];
beforeEach(() => {
  const memory = memoryVault();
  opened = [];
  vault = {
    ...memory,
    async all(owner, kind) {
      opened.push(kind);
      return memory.all(owner, kind);
    },
  };
});

async function filled(tasks: Task[] = all): Promise<AccountTasks> {
  const loaded = await loadAccountTasks(accountVault(vault, account));
  await loaded.applyDelta(delta(tasks, true), 7);
  await loaded.keepFirstPage(size, () => true);
  return loaded;
}

const startTasks = () => startOfflineTasks(accountVault(vault, account));

describe('the first page of a long list', () => {
  it('is shown, and nothing counted as unsent, without opening the list, which is opened for the second', async () => {
    await filled();
    opened = [];
    const tasks = startTasks();
    await tasks.ahead();
    const { tasks: shown, ...first } = await tasks.page(0);
    expect(first).toEqual({ deleting: [], unreadable: 0, next: size, total: 600, fetchedAt: 7 });
    expect([await tasks.unsent(), await tasks.unconfirmedDeltas()]).toEqual([0, []]);
    expect(opened).toEqual([]);

    const second = await tasks.page(size);
    expect(opened).toContain('tasks');
    const whole = await tasks.all();
    expect([...shown, ...second.tasks]).toEqual(whole);
    expect((await tasks.page(0)).tasks).toEqual(whole.slice(0, size));
  });

  it('that comes later than the list, which was changed meanwhile, is not shown any more', async () => {
    await filled();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { get } = vault;
    vault.get = async (owner, kind, id) => {
      const row = await get(owner, kind, id);
      if (kind === taskKinds.first) await held;
      return row;
    };
    const tasks = startTasks();
    const [page, unsent] = [tasks.page(0), tasks.unsent()];
    await tasks.change(renamed(4));
    release();
    expect((await page).tasks.find((task) => task.taskId === taskId(4))?.name).toBe('Renamed');
    expect(await unsent).toBe(1);
  });

  it('lies beside no short list, nor beside one of which something is unsent', async () => {
    await filled(all.slice(0, 400));
    expect(await readFirstPage(accountVault(vault, account))).toBeNull();
    const tasks = await filled();
    expect(await readFirstPage(accountVault(vault, account))).not.toBeNull();
    await tasks.enqueue(renamed(3));
    await tasks.keepFirstPage(size, () => true);
    expect(await readFirstPage(accountVault(vault, account))).toBeNull();
  });

  it('is not written any more for an account that has left', async () => {
    const tasks = await loadAccountTasks(accountVault(vault, account));
    await tasks.applyDelta(delta(all, true), 7);
    let isCurrent = true;
    const kept = tasks.keepFirstPage(size, () => isCurrent);
    isCurrent = false;
    await vault.forget(account);
    await kept;
    expect(await vault.accounts()).toEqual([]);
  });

  it('of another version of us counts as none', async () => {
    await filled();
    const page = await readFirstPage(accountVault(vault, account));
    const wrong = page?.tasks.map((task, at) => (at === 5 ? { ...task, name: 7 } : task));
    // as a version that names its tasks by numbers would have written it
    await vault.write(account, [firstPageRow({ ...page, tasks: wrong } as never)]);
    expect(await readFirstPage(accountVault(vault, account))).toBeNull();
    const tasks = startTasks();
    await tasks.ahead();
    expect(await tasks.page(0)).toMatchObject({ next: size, total: 600 });
  });

  it('is what the list begins with whatever is written at the same time, and however late', async () => {
    const step = fc.record({
      what: fc.constantFrom(
        'keep',
        'keep',
        'change',
        'take',
        'settle',
        'next',
        'next',
      ) as fc.Arbitrary<string>,
      at: fc.nat(599),
      delay: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
        const memory = memoryVault();
        let delay = 0;
        /** While the disk is looked at, nothing is written there. */
        let looking = Promise.resolve();
        /** Sealing takes a while, of what is written later perhaps a shorter one. */
        const late: Vault = {
          ...memory,
          async write(...what) {
            for (let left = delay; left > 0; left -= 1) await (left % 2 ? null : turn());
            for (let seen: unknown = null; seen !== looking; await looking) seen = looking;
            await memory.write(...what);
          },
        };
        const look = async () => {
          const page = await readFirstPage(accountVault(memory, account));
          if (!page) return;
          const next = await loadAccountTasks(accountVault(memory, account));
          const list = next.list();
          expect(next.outbox()).toEqual([]);
          expect(page.tasks).toEqual(list.slice(0, size));
          expect([page.total, page.fetchedAt]).toEqual([list.length, next.fetchedAt()]);
        };
        const tasks = await loadAccountTasks(accountVault(late, account));
        await tasks.applyDelta(delta(all, true), 7);
        // The server's lists are written one after the other.
        const serial = createMutex();
        const pending: Promise<unknown>[] = [];
        for (const { what, at, ...more } of steps) {
          delay = more.delay;
          const changed = taskOf(at, { name: `Again ${at}`, version: 2, due: `2026-12-${10 + (at % 20)}` });
          if (what === 'keep') pending.push(tasks.keepFirstPage(size, () => true).catch(refused));
          else if (what === 'change') pending.push(tasks.enqueue(renamed(at)));
          else if (what === 'take') pending.push(serial(() => tasks.applyDelta(delta([changed]), at)));
          else if (what === 'settle')
            pending.push(
              serial(async () => {
                const [entry] = tasks.outbox();
                if (entry) await tasks.settle(entry, taskOf(Number(entry.change.taskId.slice(-12))), null);
              }),
            );
          else for (let turns = at % 4; turns > 0; turns -= 1) await turn();
          if (at % 2) await null;
          looking = look();
          await looking;
        }
        await Promise.all(pending);
      }),
      { numRuns: process.env.LONG ? 200 : 12 },
    );
  });
});

const turn = () => new Promise((resolve) => setTimeout(resolve));
const refused = (error: unknown) => {
  if (!(error instanceof CodedError)) throw error;
};

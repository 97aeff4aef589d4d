/** Reminders of tasks that are due, once each, outside of the quiet hours. */

import { CodedError } from '../../contract/errors.ts';
import type { ListedTask } from '../../contract/operations.ts';
import type { Notifications } from '../../contract/profile-api.ts';
import { noReminders, type Reminders } from '../../contract/reminders.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { isQuiet, nextCheck, tasksToRemindOf } from '../../core/tasks/reminding.ts';
import { localDay } from '../../domain/day.ts';
import type { Vault } from '../storage/vault.ts';
import type { Tasks } from './tasks.ts';

export interface ReminderKeeper {
  get(): Promise<Reminders>;
  set(reminders: Reminders): Promise<void>;
  /** Reminds of what has come due since the last time, where reminders are wanted now; and says when to look again. */
  check(): Promise<void>;
}

interface RemindersDependencies {
  stored: StorageItem<Reminders>;
  vault: Vault;
  /** The signed-in account's key, null for a guest. */
  account: () => string | null;
  tasks: Pick<Tasks, 'refresh' | 'all'>;
  /** Which reminders the person wants. */
  wanted: () => Promise<Notifications>;
  /** Epoch ms. */
  now: () => number;
  /** Has {@link ReminderKeeper.check} called at that time. */
  checkAt: (time: number) => void;
  remind: (tasks: ListedTask[], today: string) => Promise<void>;
}

const row = { kind: 'reminded', id: 'day' };

const both: Notifications = { dueToday: true, overdue: true };

/** What can't be known now, for want of a network, is left at what is known. */
const orElse =
  <T>(known: T) =>
  (error: unknown): T => {
    if (error instanceof CodedError) return known;
    throw error;
  };

export function createReminders(dependencies: RemindersDependencies): ReminderKeeper {
  const { stored, vault, tasks } = dependencies;
  const get = async () => (await stored.get()) ?? noReminders;

  async function look(): Promise<void> {
    const now = new Date(dependencies.now());
    const reminders = await get();
    dependencies.checkAt(nextCheck(now, reminders).getTime());
    const account = dependencies.account();
    if (!account || !reminders.on || isQuiet(now, reminders)) return;
    const today = localDay(now);
    const last = await vault.get(account, row.kind, row.id);
    if (last === today) return;
    await tasks.refresh().catch(orElse(undefined));
    const [all, wanted] = await Promise.all([
      tasks.all().catch(orElse([])),
      dependencies.wanted().catch(orElse(both)),
    ]);
    const due = tasksToRemindOf(all, typeof last === 'string' ? last : '', today, wanted);
    if (account !== dependencies.account() || !(wanted.dueToday || wanted.overdue)) return;
    // A notification that is shown again takes its own place: twice is better than not at all.
    await dependencies.remind(due, today);
    await vault.write(account, [{ ...row, value: today }]);
  }

  return {
    get,
    check: look,
    async set(reminders) {
      await stored.set(reminders);
      await look();
    },
  };
}

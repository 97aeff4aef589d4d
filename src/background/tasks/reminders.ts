/** Reminders of tasks that are due, once each, outside of the quiet hours. */

import { CodedError } from '../../contract/errors.ts';
import type { ListedTask } from '../../contract/operations.ts';
import type { Notifications } from '../../contract/profile-api.ts';
import { noReminders, type Reminders } from '../../contract/reminders.ts';
import type { ProfileService } from '../../core/profile-service.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { isQuiet, nextCheck, tasksToRemindOf } from '../../core/tasks/reminding.ts';
import { localDay } from '../../domain/day.ts';
import type { Tasks } from './tasks.ts';

export interface ReminderKeeper {
  get(): Promise<Reminders>;
  set(reminders: Reminders): Promise<void>;
  /** Reminds of what has come due since the last time, where reminders are wanted now; and says when to look again. */
  check(): Promise<void>;
}

/** What reminding takes of an account. */
export interface RemindedAccount {
  /** Aborted once it is left. */
  signal: AbortSignal;
  tasks: Pick<Tasks, 'refresh' | 'all'>;
  /** Knows which reminders the person wants. */
  profile: Pick<ProfileService, 'read'>;
  /** The day of the last reminder, `YYYY-MM-DD`. */
  reminded: StorageItem<string>;
}

interface RemindersDependencies {
  stored: StorageItem<Reminders>;
  /** Who is here, null for a guest. */
  account: () => RemindedAccount | null;
  /** Epoch ms. */
  now: () => number;
  /** Has {@link ReminderKeeper.check} called at that time. */
  checkAt: (time: number) => void;
  remind: (tasks: ListedTask[], today: string) => Promise<void>;
}

const both: Notifications = { dueToday: true, overdue: true };

/** What can't be known now, for want of a network, is left at what is known. */
const orElse =
  <T>(known: T) =>
  (error: unknown): T => {
    if (error instanceof CodedError) return known;
    throw error;
  };

export function createReminders(dependencies: RemindersDependencies): ReminderKeeper {
  const { stored } = dependencies;
  const get = async () => (await stored.get()) ?? noReminders;

  async function check(): Promise<void> {
    const now = new Date(dependencies.now());
    const reminders = await get();
    dependencies.checkAt(nextCheck(now, reminders).getTime());
    const account = dependencies.account();
    if (!account || !reminders.on || isQuiet(now, reminders)) return;
    const today = localDay(now);
    const { signal, tasks, profile, reminded } = account;
    const last = (await reminded.get()) ?? '';
    if (last === today) return;
    await tasks.refresh().catch(orElse(undefined));
    const [all, wanted] = await Promise.all([
      tasks.all().catch(orElse([])),
      profile.read().then(({ notifications }) => notifications, orElse(both)),
    ]);
    const due = tasksToRemindOf(all, last, today, wanted);
    if (signal.aborted || !(wanted.dueToday || wanted.overdue)) return;
    // A notification that is shown again takes its own place: twice is better than not at all.
    await dependencies.remind(due, today);
    await reminded.set(today);
  }

  return {
    get,
    check,
    async set(reminders) {
      await stored.set(reminders);
      await check();
    },
  };
}

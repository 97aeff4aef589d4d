/** Reminders of due tasks: once for each task, and outside of the quiet hours. */

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
  /** Reminds of tasks that have become due since the last time, if reminders are on, and schedules the next check. */
  check(): Promise<void>;
}

/** The parts of an account that reminders need. */
export interface RemindedAccount {
  /** Aborted once the account is left. */
  signal: AbortSignal;
  tasks: Pick<Tasks, 'refresh' | 'all'>;
  /** Has the kinds of reminders that the person wants. */
  profile: Pick<ProfileService, 'read'>;
  /** The day of the last reminder, `YYYY-MM-DD`. */
  reminded: StorageItem<string>;
}

interface RemindersDependencies {
  stored: StorageItem<Reminders>;
  /** The present account, null for a guest. */
  account: () => RemindedAccount | null;
  /** Epoch ms. */
  now: () => number;
  /** Schedules a call of {@link ReminderKeeper.check} at that time. */
  checkAt: (time: number) => void;
  remind: (tasks: ListedTask[], today: string) => Promise<void>;
}

/** Time until the next check while no list is known, ms. */
const soon = 5 * 60_000;

const both: Notifications = { dueToday: true, overdue: true };

/** Without a network, the known value is used. */
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
      tasks.all().catch(orElse(null)),
      profile.read().then(({ notifications }) => notifications, orElse(both)),
    ]);
    if (!all) return dependencies.checkAt(now.getTime() + soon);
    const due = tasksToRemindOf(all, last, today, wanted);
    if (signal.aborted || !(wanted.dueToday || wanted.overdue)) return;
    // A repeated notification replaces the first one. A repetition is better than a lost one.
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

/** When to look whether tasks are due, and of which to remind. */
import type { Notifications } from '../../contract/profile-api.ts';
import type { Reminders } from '../../contract/reminders.ts';
import type { Task } from '../../domain/task.ts';

type QuietHours = Pick<Reminders, 'from' | 'to'>;

/** @param at on the person's own clock */
export function isQuiet(at: Date, { from, to }: QuietHours): boolean {
  const time = at.toTimeString().slice(0, 5);
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

/** The next moment at which something may be due: midnight, or the end of the quiet hours after it. */
export function nextCheck(at: Date, quiet: QuietHours): Date {
  const next = new Date(at);
  const [hours = 0, minutes = 0] = quiet.to.split(':').map(Number);
  next.setHours(hours, minutes, 0, 0);
  if (!isQuiet(at, quiet) || next <= at) next.setHours(24, 0, 0, 0);
  return next;
}

/**
 * The open tasks of which to remind.
 * @param after the day of the last reminder, empty where there was none: once is enough
 * @param today `YYYY-MM-DD`
 */
export function tasksToRemindOf<T extends Task>(
  tasks: readonly T[],
  after: string,
  today: string,
  { dueToday, overdue }: Notifications,
): T[] {
  return tasks.filter(
    ({ completed, due }) => !completed && due > after && (due === today ? dueToday : due < today && overdue),
  );
}

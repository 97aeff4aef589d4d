/** The times to check for due tasks, and the tasks to remind of. */
import type { Notifications } from '../../contract/profile-api.ts';
import type { Reminders } from '../../contract/reminders.ts';
import type { Task } from '../../domain/task.ts';

type QuietHours = Pick<Reminders, 'from' | 'to'>;

/** @param at in the person's time zone */
export function isQuiet(at: Date, { from, to }: QuietHours): boolean {
  const time = at.toTimeString().slice(0, 5);
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

/** The next time at which a task may be due: midnight, or the end of the quiet hours after it. */
export function nextCheck(at: Date, quiet: QuietHours): Date {
  const next = new Date(at);
  const [hours = 0, minutes = 0] = quiet.to.split(':').map(Number);
  next.setHours(hours, minutes, 0, 0);
  if (!isQuiet(at, quiet) || next <= at) next.setHours(24, 0, 0, 0);
  return next;
}

/**
 * The open tasks to remind of.
 * @param after the day of the last reminder, empty if there was none: each task is reminded of once
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

/** The reminders of one device. The profile has the kinds of reminders, for all devices. */
import * as v from 'valibot';

/** A time of day in the person's time zone, `HH:MM`. */
const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

/** `from` and `to` are the quiet hours, which may include midnight. There are none if the two are equal. */
export const reminders = v.strictObject({ on: v.boolean(), from: time, to: time });
export type Reminders = v.InferOutput<typeof reminders>;

export const noReminders: Reminders = { on: false, from: '21:00', to: '08:00' };

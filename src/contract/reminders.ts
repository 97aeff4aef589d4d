/** Reminders on one device. Which tasks they are of is the person's own choice for all devices, in their profile. */
import * as v from 'valibot';

/** A time of day on the person's own clock, `HH:MM`. */
const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

/** `from` and `to` bound the quiet hours, which may go over midnight; there are none where they are equal. */
export const reminders = v.strictObject({ on: v.boolean(), from: time, to: time });
export type Reminders = v.InferOutput<typeof reminders>;

export const noReminders: Reminders = { on: false, from: '21:00', to: '08:00' };

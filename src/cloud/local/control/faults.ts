/** Faults that a test has asked for: the next so many calls that match fail, hang, come late, are dropped or garbled. */
import * as v from 'valibot';

export const fault = v.strictObject({
  /** A call's name; `*` for any from outside, `dynamodb.*` for any that a function makes to the store. */
  match: v.string(),
  kind: v.picklist(['fail', 'hang', 'drop', 'garble', 'delay']),
  /** HTTP status of `fail`. */
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)), 500),
  /** Exception name of `fail`. */
  type: v.optional(v.string(), 'InternalErrorException'),
  /** How late the answer to a call is that is delayed, in milliseconds. */
  delayMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)), 1000),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** The call is carried out first, and then not (or wrongly) answered: an acknowledgement that is lost. */
  after: v.optional(v.boolean(), false),
});
export type Fault = v.InferOutput<typeof fault>;

export interface Faults {
  add(fault: Fault): void;
  /** The fault for this call, used up once; the oldest that matches. */
  take(call: string): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: Fault[] = [];
  return {
    add: (one) => {
      waiting.push({ ...one });
    },
    take(call) {
      const found = waiting.find(({ match }) => matches(match, call));
      if (found) found.times -= 1;
      waiting = waiting.filter((one) => one.times > 0);
      return found;
    },
    clear: () => {
      waiting = [];
    },
  };
}

const store = 'dynamodb.';

function matches(match: string, call: string): boolean {
  if (match === `${store}*`) return call.startsWith(store);
  return match === call || (match === '*' && !call.startsWith(store));
}

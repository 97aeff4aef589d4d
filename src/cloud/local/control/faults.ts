/** Faults that a test has set: the next matching calls fail, hang, are late, are dropped or garbled. */
import * as v from 'valibot';

export const fault = v.strictObject({
  /** A call's name; `*` matches all calls from outside, `dynamodb.*` all calls of functions to the store. */
  match: v.string(),
  kind: v.picklist(['fail', 'hang', 'drop', 'garble', 'delay']),
  /** HTTP status of `fail`. */
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)), 500),
  /** Exception name of `fail`. */
  type: v.optional(v.string(), 'InternalErrorException'),
  /** Delay of the answer, in milliseconds, for the kind `delay`. */
  delayMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)), 1000),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** The call runs first, and then its answer is lost or wrong. */
  after: v.optional(v.boolean(), false),
});
export type Fault = v.InferOutput<typeof fault>;

export interface Faults {
  add(fault: Fault): void;
  /** The oldest fault that matches this call. Each use counts. */
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

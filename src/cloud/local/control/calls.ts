/** Counts every call of a service, and applies the faults that a test has set. */
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpAnswer, Outcome } from '../server/http.ts';
import type { Faults } from './faults.ts';

/** A call that has not run yet. */
export interface Call {
  /** `cognito-idp.InitiateAuth` or `TasksAPI GET /tasks`. */
  name: string;
  run(): Promise<HttpAnswer>;
  /** The answer of this service for a failure. */
  fail(status: number, type: string): HttpAnswer;
}

export interface Calls {
  perform(call: Call): Promise<Outcome>;
  /** As `perform`, but uncounted: for the functions' own calls of the store. */
  performWithin(call: Call): Promise<Outcome>;
  /** Number of calls since the last reset, by name. */
  counts(): Record<string, number>;
  reset(): void;
}

export function createCalls(faults: Faults): Calls {
  const counts = new Map<string, number>();
  async function performWithin(call: Call): Promise<Outcome> {
    const fault = faults.take(call.name);
    if (!fault) return call.run();
    const answered = fault.after ? await call.run() : undefined;
    switch (fault.kind) {
      case 'hang':
      case 'drop':
        return fault.kind;
      case 'fail':
        return call.fail(fault.status, fault.type);
      case 'delay':
        return delay(fault.delayMs, answered ?? (await call.run()));
      case 'garble':
        return garble(answered ?? call.fail(fault.status, fault.type));
    }
  }
  return {
    performWithin,
    perform(call) {
      counts.set(call.name, (counts.get(call.name) ?? 0) + 1);
      return performWithin(call);
    },
    counts: () => Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1))),
    reset: () => counts.clear(),
  };
}

/** Success, the usual headers, and bytes that are neither JSON nor UTF-8. */
const garble = (answer: HttpAnswer): HttpAnswer => ({
  status: 200,
  headers: answer.headers,
  body: Uint8Array.from([0x7b, 0x22, 0xc3, 0x28, 0x00, 0xff, 0x3c, 0x68, 0x74, 0x6d, 0x6c]),
});

/** `/_local/`: tests read the local cloud's state here, set its clock and inject faults. */
import * as v from 'valibot';
import { type Clock, type Lifetimes, setLifetimes } from '../clock.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import { type HttpAnswer, type HttpRequest, jsonAnswer, plainAnswer } from '../server/http.ts';
import { splitTarget } from '../sigv4/request.ts';
import type { UserPool } from '../user-pool/user-pool.ts';
import type { Calls } from './calls.ts';
import { type Faults, fault } from './faults.ts';

export interface ControlRoomParts {
  /** The configuration with its `local` part, as `npm run cloud` prints it. */
  describe(): object;
  mailbox: Mailbox;
  calls: Calls;
  faults: Faults;
  clock: Clock;
  lifetimes: Lifetimes;
  userPool: UserPool;
  /** Deletes all data, and resets the clock, lifetimes, faults and counts. */
  reset(): Promise<void>;
  /** Writes the sample data, or removes it. */
  seed(remove: boolean): Promise<unknown>;
}

const offset = v.strictObject({ offsetMs: v.pipe(v.number(), v.integer()) });
const secondsToLive = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const lifetimesChange = v.strictObject({
  idToken: secondsToLive,
  accessToken: secondsToLive,
  refreshToken: secondsToLive,
  credentials: secondsToLive,
  code: secondsToLive,
});
const seedOrder = v.strictObject({ remove: v.optional(v.boolean(), false) });

/** Answers a request that the guard has admitted. */
export function createControlRoom(parts: ControlRoomParts): (request: HttpRequest) => Promise<HttpAnswer> {
  const { mailbox, calls, faults, clock, lifetimes, userPool } = parts;
  const routes: Record<string, (request: HttpRequest) => Promise<unknown> | unknown> = {
    'GET /_local/config': () => parts.describe(),
    'GET /_local/mail': () => mailbox.all(),
    'GET /_local/calls': () => calls.counts(),
    'GET /_local/users': () =>
      userPool.pool.users.all().map(({ username, status, attributes }) => ({ username, status, attributes })),
    'POST /_local/faults': (request) => faults.add(read(fault, request)),
    'DELETE /_local/faults': () => faults.clear(),
    'POST /_local/clock': (request) => {
      clock.offsetMs = read(offset, request).offsetMs;
    },
    'POST /_local/lifetimes': (request) => setLifetimes(lifetimes, read(lifetimesChange, request)),
    'POST /_local/reset': () => parts.reset(),
    'POST /_local/seed': (request) => parts.seed(read(seedOrder, request).remove),
  };
  return async (request) => {
    const route = `${request.method} ${splitTarget(request.target).path}`;
    const run = Object.hasOwn(routes, route) ? routes[route] : undefined;
    if (!run) return plainAnswer(404, 'Not found');
    try {
      return jsonAnswer(200, (await run(request)) ?? {}, { 'cache-control': 'no-store' });
    } catch (error) {
      if (error instanceof v.ValiError) return jsonAnswer(400, { message: error.message });
      throw error;
    }
  };
}

/** @throws ValiError with the fault of the body */
function read<S extends v.GenericSchema>(schema: S, { body }: HttpRequest): v.InferOutput<S> {
  return v.parse(v.pipe(v.string(), v.parseJson(), schema), body.toString('utf8') || '{}');
}

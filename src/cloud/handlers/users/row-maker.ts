import type { PostAuthenticationTriggerEvent, PostConfirmationTriggerEvent } from 'aws-lambda';
import { log } from '../runtime/log.ts';
import { insertUser, newUserRow, type UsersTable } from './user-row.ts';

type Event = PostConfirmationTriggerEvent | PostAuthenticationTriggerEvent;

/** Longest time that the row may delay a sign-in, ms. Cognito itself gives up after five seconds. */
const patienceMs = 2000;

/**
 * Makes the person's row at their confirmation, or at their next sign-in if that failed. An existing row stays as it
 * is. The event is returned unchanged in every case: a failure must not prevent a sign-in.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 *
 * @param parts.patienceMs {@link patienceMs} by default
 */
export function rowMaker(parts: { table: UsersTable; clock: () => number; patienceMs?: number }) {
  return async <E extends Event>(event: E): Promise<E> => {
    const started = parts.clock();
    const outcome = await makeRow(parts, event, started);
    log({ trigger: event.triggerSource, ...outcome, ms: parts.clock() - started });
    return event;
  };
}

async function makeRow(
  parts: Parameters<typeof rowMaker>[0],
  event: Event,
  now: number,
): Promise<{ outcome: string; error?: string }> {
  const { sub } = event.request.userAttributes;
  if (!sub) return { outcome: 'nobody' };
  const abortSignal = AbortSignal.timeout(parts.patienceMs ?? patienceMs);
  try {
    const row = newUserRow({ sub, username: event.userName }, now);
    return { outcome: (await insertUser(parts.table, row, { abortSignal })) ? 'made' : 'there' };
  } catch (error) {
    // The next sign-in, or the first call of ProfileAPI, makes the row.
    return { outcome: 'missed', error: error instanceof Error ? error.name : 'unknown' };
  }
}

import { CodedError, type SafeError, toSafeError } from '../contract/errors.ts';
import type { PageTask } from '../contract/operations.ts';
import type { PublicSession } from '../contract/session.ts';
import type { Call } from '../ui/state/ask.ts';

/** What the card shows. Without an account it holds nothing of one. */
export type CardState =
  | { kind: 'loading' }
  | { kind: 'guest' }
  | { kind: 'notConfigured' }
  | { kind: 'failed'; error: SafeError }
  | { kind: 'tasks'; tasks: readonly PageTask[] };

/** Asks for the session and, where somebody is signed in, for the tasks of this page's address. */
export async function readState(call: Call): Promise<CardState> {
  try {
    const session = await call('page.session');
    return stateWithoutTasks(session) ?? { kind: 'tasks', tasks: await call('page.tasks') };
  } catch (error) {
    if (error instanceof CodedError && error.code === 'signInRequired') return { kind: 'guest' };
    return { kind: 'failed', error: toSafeError(error) };
  }
}

/** The state that a session alone decides; null where the tasks have to be asked for. */
export function stateWithoutTasks(session: PublicSession): CardState | null {
  if (!session.configured) return { kind: 'notConfigured' };
  if (!session.signedIn) return { kind: 'guest' };
  return null;
}

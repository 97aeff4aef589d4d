import { CodedError } from '../../contract/errors.ts';
import type { Tasks } from './tasks.ts';

/** What the account is left with must be sent first: afterwards nobody could. `unsentChanges` when something stays. */
export async function sendUnsent(tasks: Pick<Tasks, 'unsent' | 'flush'>): Promise<void> {
  if ((await tasks.unsent()) > 0 && !(await tasks.flush()))
    throw new CodedError('unsentChanges', { count: await tasks.unsent() });
}

/** What the user pool's operations work on. */
import type { Clock, Lifetimes } from '../clock.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import { ServiceError } from '../server/service-error.ts';
import type { Limit, LockOut } from './limits.ts';
import type { UserPoolSettings } from './settings.ts';
import type { Tokens } from './tokens.ts';
import type { Users } from './users.ts';

export interface Pool {
  settings: UserPoolSettings;
  users: Users;
  tokens: Tokens;
  mailbox: Mailbox;
  clock: Clock;
  lifetimes: Lifetimes;
  lockOut: LockOut;
  wrongCodes: Limit;
  resentCodes: Limit;
  /** Makes the answers about people who do not exist; known to this installation only. */
  secret: string;
}

/** @throws ServiceError ResourceNotFoundException */
export function requireClient({ settings }: Pool, clientId: string): void {
  if (clientId !== settings.clientId) {
    throw new ServiceError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
  }
}

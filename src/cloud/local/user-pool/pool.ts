/** The state that the user pool's operations share. */
import type { Clock, Lifetimes } from '../clock.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import { ServiceError } from '../server/service-error.ts';
import type { Devices } from './devices/devices.ts';
import type { Limit, LockOut } from './limits.ts';
import type { TriggerName, UserPoolSettings } from './settings/settings.ts';
import type { Tokens } from './tokens/tokens.ts';
import type { Users } from './users/users.ts';

/** The functions that the pool calls on certain events. */
export interface Triggers {
  /**
   * @returns the event that the function returns; null if the pool has no such function
   * @throws ServiceError UserLambdaValidationException for a function that fails, UnexpectedLambdaException for one
   * that does not answer in five seconds, InvalidLambdaResponseException for an invalid answer
   */
  invoke(trigger: TriggerName, source: string, about: TriggerSubject): Promise<TriggerResponse | null>;
}

export interface TriggerSubject {
  username: string;
  /** As in events: with `sub` and `cognito:user_status`. */
  userAttributes: Record<string, string>;
  /** Members of `request` besides the attributes. */
  request?: Record<string, unknown>;
  /** Members of `response` that the function fills in. */
  response?: Record<string, unknown>;
}
export type TriggerResponse = Readonly<Record<string, unknown>>;

export interface Pool {
  settings: UserPoolSettings;
  users: Users;
  tokens: Tokens;
  devices: Devices;
  triggers: Triggers;
  mailbox: Mailbox;
  clock: Clock;
  lifetimes: Lifetimes;
  lockOut: LockOut;
  wrongCodes: Limit;
  resentCodes: Limit;
  /** Used to invent the answers about unknown users; only this installation knows it. */
  secret: string;
}

/** @throws ServiceError ResourceNotFoundException */
export function requireClient({ settings }: Pool, clientId: string): void {
  if (clientId !== settings.clientId) {
    throw new ServiceError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
  }
}

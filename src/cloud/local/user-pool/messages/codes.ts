/** Codes sent by mail or text message: six digits, valid for a day, valid once. */
import { randomInt, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../../server/service-error.ts';
import type { Pool } from '../pool.ts';
import type { CodePurpose, User } from '../users/users.ts';
import type { Address } from './delivery.ts';
import { type MessageKind, sendMessage } from './messages.ts';

const day = 24 * 60 * 60;

export const newCode = () => String(randomInt(1_000_000)).padStart(6, '0');

/** Sends the user a new code. It replaces an earlier one for the same purpose. @param options.lifetime seconds */
export async function sendCode(
  pool: Pool,
  user: User,
  kind: MessageKind,
  options: { purpose: CodePurpose; to: Address; lifetime?: number },
): Promise<void> {
  const { purpose, to, lifetime = day } = options;
  const { users, clock, lifetimes } = pool;
  const value = newCode();
  // Saved before any `await`: a change of the user meanwhile must not be overwritten.
  const expiresAt = clock.now() + (lifetimes.code ?? lifetime) * 1000;
  await users.save({ ...user, codes: { ...user.codes, [purpose]: { value, expiresAt } } });
  await sendMessage(pool, user, kind, { to, secret: value });
}

/** @throws ServiceError ExpiredCodeException, CodeMismatchException, or LimitExceededException after five wrong ones */
export async function requireCode(
  { clock, wrongCodes }: Pool,
  user: User,
  given: string,
  purpose: CodePurpose,
): Promise<void> {
  if (wrongCodes.isReached(user.sub)) throw limitExceeded();
  const sent = user.codes[purpose];
  if (!sent || sent.expiresAt <= clock.now()) throw expiredCode();
  if (isCode(sent.value, given)) return;
  await wrongCodes.count(user.sub);
  throw codeMismatch();
}

/** Compares in constant time. */
export function isCode(sent: string, typed: string): boolean {
  const [expected, given] = [Buffer.from(sent), Buffer.from(typed)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export const codeMismatch = () =>
  new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.');

export const expiredCode = () =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');

export const limitExceeded = () =>
  new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

/** Codes sent by mail: six digits, good for a day, good once. */
import { randomInt, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../server/service-error.ts';
import { type MessageKind, sendMail } from './messages.ts';
import type { Pool } from './pool.ts';
import type { CodePurpose, User } from './users.ts';

const day = 24 * 60 * 60;

/** As `CodeDeliveryDetails` carries it: the address is masked. */
export function deliveryDetails(email: string) {
  const [name = '', domain = ''] = email.split('@');
  return {
    AttributeName: 'email',
    DeliveryMedium: 'EMAIL',
    Destination: `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`,
  };
}

/** Gives the user a fresh code, in place of any before for the same, and mails it. @param options.lifetime seconds */
export async function sendCode(
  pool: Pool,
  user: User,
  kind: MessageKind,
  options: { purpose?: CodePurpose; to?: string; lifetime?: number } = {},
): Promise<void> {
  const { purpose = 'signUp', to = user.attributes.email ?? '', lifetime = day } = options;
  const { users, clock, lifetimes } = pool;
  const value = String(randomInt(1_000_000)).padStart(6, '0');
  // Saved before anything is waited for: what happens to the user meanwhile must not be undone.
  const expiresAt = clock.now() + (lifetimes.code ?? lifetime) * 1000;
  await users.save({ ...user, codes: { ...user.codes, [purpose]: { value, expiresAt } } });
  await sendMail(pool, user, kind, { to, secret: value });
}

/** @throws ServiceError ExpiredCodeException, CodeMismatchException or, after five wrong ones, LimitExceededException */
export async function requireCode(
  { clock, wrongCodes }: Pool,
  user: User,
  given: string,
  purpose: CodePurpose = 'signUp',
): Promise<void> {
  if (wrongCodes.isReached(user.sub)) throw limitExceeded();
  const sent = user.codes[purpose];
  if (!sent || sent.expiresAt <= clock.now()) throw expiredCode();
  const expected = Buffer.from(sent.value);
  const typed = Buffer.from(given);
  if (expected.length === typed.length && timingSafeEqual(expected, typed)) return;
  await wrongCodes.count(user.sub);
  throw new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.');
}

export const expiredCode = () =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');

export const limitExceeded = () =>
  new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

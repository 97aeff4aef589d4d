import { randomBytes } from 'node:crypto';

/** A password that satisfies every policy of ours: 24 characters, at least one of each kind. */
export const makePassword = (): string => `Aa1-${randomBytes(15).toString('base64url')}`;

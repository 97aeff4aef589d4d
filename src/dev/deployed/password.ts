import { randomBytes } from 'node:crypto';

/** A password that satisfies every policy of ours: 24 characters, of each kind at least one. */
export const makePassword = (): string => `Aa1-${randomBytes(15).toString('base64url')}`;

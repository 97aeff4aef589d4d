/** The people in the user pool, and how they are found. */
import * as v from 'valibot';
import type { Table } from '../records/records.ts';
import type { UserPoolSettings } from './settings.ts';

/** A code that was sent by mail and may be used once. */
const sentCode = v.object({
  value: v.string(),
  /** Epoch ms. */
  expiresAt: v.number(),
});

export const user = v.object({
  sub: v.string(),
  username: v.string(),
  status: v.picklist(['UNCONFIRMED', 'CONFIRMED']),
  attributes: v.record(v.string(), v.string()),
  /** Of the password nothing else is kept. Hex. */
  salt: v.string(),
  verifier: v.string(),
  code: v.nullable(sentCode),
});
export type User = v.InferOutput<typeof user>;

export interface Users {
  /** By username or, where the pool allows it, by an address that was verified. */
  find(name: string): User | undefined;
  bySub(sub: string): User | undefined;
  /** Whoever has verified this address. */
  ownerOfEmail(email: string): User | undefined;
  all(): User[];
  save(...changed: User[]): Promise<void>;
  /** The name as names are compared in this pool. */
  normalise(name: string): string;
}

export function createUsers(table: Table<User>, settings: UserPoolSettings): Users {
  const normalise = (name: string) => (settings.caseSensitive ? name : name.toLowerCase());
  const ownerOfEmail = (email: string) => {
    const wanted = normalise(email);
    return table
      .values()
      .find(
        ({ attributes }) =>
          attributes.email_verified === 'true' && normalise(attributes.email ?? '') === wanted,
      );
  };
  return {
    normalise,
    ownerOfEmail,
    find: (name) =>
      table.get(normalise(name)) ??
      (settings.emailIsAlias && name.includes('@') ? ownerOfEmail(name) : undefined),
    bySub: (sub) => table.values().find((one) => one.sub === sub),
    all: () => table.values(),
    save: (...changed) => table.putAll(changed.map((one) => [normalise(one.username), one])),
  };
}

/** The users of the pool, and the ways to find them. */
import * as v from 'valibot';
import type { Table } from '../../records/records.ts';
import type { UserPoolSettings } from '../settings/settings.ts';

/** The purposes of a sent code. */
export const codePurposes = ['signUp', 'resetPassword', 'email', 'phone_number'] as const;
export type CodePurpose = (typeof codePurposes)[number];

/** A sent code. It may be used once. */
const sentCode = v.object({
  value: v.string(),
  /** Epoch ms. */
  expiresAt: v.number(),
});

const mfaMethod = v.picklist(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);

const secondFactor = v.object({
  /** Base32; null until an authenticator has been verified. */
  totpSecret: v.nullable(v.string()),
  /** Secret of an authenticator that is not verified yet, base32. */
  unverifiedSecret: v.optional(v.nullable(v.string()), null),
  /** The latest 30-second step whose code was used, counted since 1970: no code is valid twice. */
  usedStep: v.optional(v.number(), 0),
  enabled: v.array(mfaMethod),
  preferred: v.nullable(mfaMethod),
});

export const user = v.object({
  sub: v.string(),
  username: v.string(),
  status: v.picklist([
    'UNCONFIRMED',
    'CONFIRMED',
    'FORCE_CHANGE_PASSWORD',
    'RESET_REQUIRED',
    'EXTERNAL_PROVIDER',
  ]),
  enabled: v.optional(v.boolean(), true),
  attributes: v.record(v.string(), v.string()),
  /** New values that wait to be verified while the old ones stay. */
  pending: v.optional(v.record(v.string(), v.string()), {}),
  /** The only stored form of the password. Hex. */
  salt: v.string(),
  verifier: v.string(),
  /** Expiry of a temporary password, epoch ms; null for a permanent one. */
  temporaryUntil: v.optional(v.nullable(v.number()), null),
  codes: v.optional(v.record(v.picklist(codePurposes), sentCode), {}),
  groups: v.optional(v.array(v.string()), []),
  /** The provider of the user's sign-in; null for users with a password here. */
  federated: v.optional(v.nullable(v.object({ provider: v.string(), userId: v.string() })), null),
  mfa: v.optional(secondFactor, { totpSecret: null, enabled: [], preferred: null }),
  /** Epoch ms. */
  createdAt: v.optional(v.number(), 0),
  modifiedAt: v.optional(v.number(), 0),
});
export type User = v.InferOutput<typeof user>;

export interface Users {
  /** By username, or by a verified address or a preferred username if the pool allows it. */
  find(name: string): User | undefined;
  bySub(sub: string): User | undefined;
  /** The user who has verified this address. */
  ownerOfEmail(email: string): User | undefined;
  all(): User[];
  save(...changed: User[]): Promise<void>;
  remove(gone: User): Promise<void>;
  /** The name in the form in which this pool compares names. */
  normalise(name: string): string;
}

export function createUsers(table: Table<User>, settings: UserPoolSettings): Users {
  const normalise = (name: string) => (settings.caseSensitive ? name : name.toLowerCase());
  const ownerOfEmail = (email: string) => {
    const wanted = normalise(email);
    return table.values().find(
      ({ attributes, status }) =>
        // Users of a provider sign in there, and have no alias here.
        status !== 'EXTERNAL_PROVIDER' &&
        attributes.email_verified === 'true' &&
        normalise(attributes.email ?? '') === wanted,
    );
  };
  const ownerOfPreferredName = (name: string) =>
    table
      .values()
      .find(
        ({ attributes, status }) =>
          status !== 'EXTERNAL_PROVIDER' &&
          normalise(attributes.preferred_username ?? '') === normalise(name),
      );
  return {
    normalise,
    ownerOfEmail,
    find: (name) =>
      table.get(normalise(name)) ??
      (settings.emailIsAlias && name.includes('@') ? ownerOfEmail(name) : undefined) ??
      (settings.preferredNameIsAlias ? ownerOfPreferredName(name) : undefined),
    bySub: (sub) => table.values().find((one) => one.sub === sub),
    all: () => table.values(),
    remove: (gone) => table.delete(normalise(gone.username)),
    save: (...changed) => table.putAll(changed.map((one) => [normalise(one.username), one])),
  };
}

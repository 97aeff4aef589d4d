/** ProfileAPI, which takes the ID token: the user pool's claims about a person, and their row in our table. */
import * as v from 'valibot';

/** The kinds of reminders that a person wants. All are off by default. */
export const notifications = v.object({ dueToday: v.boolean(), overdue: v.boolean() });
export type Notifications = v.InferOutput<typeof notifications>;

/** A person's row: the same on all their devices. */
export const profile = v.object({
  /** The user pool's `sub`. */
  sub: v.string(),
  notifications,
  /** Nothing is written for a person who has not accepted the terms. */
  termsAccepted: v.boolean(),
  /** Time of the row's creation, ISO 8601 with time, UTC. */
  createdAt: v.string(),
});
export type Profile = v.InferOutput<typeof profile>;

/** Claims of the ID token in JSON's types: groups as a list, flags as booleans, times as epoch seconds. */
export const claims = v.looseObject({
  sub: v.string(),
  'cognito:username': v.string(),
  'cognito:groups': v.optional(v.array(v.string())),
  address: v.optional(v.looseObject({ formatted: v.optional(v.string()) })),
});
export type Claims = v.InferOutput<typeof claims>;

/** Answer of `GET /profile` (200). A missing row is made. */
export const profileAnswer = v.object({ claims, profile });

/** `PUT /profile`: the changes. Accepted terms cannot be revoked; a person who wants that deletes the account. */
export const changeProfileBody = v.object({
  notifications: v.optional(v.partial(notifications)),
  termsAccepted: v.optional(v.literal(true)),
});
export type ChangeProfileBody = v.InferOutput<typeof changeProfileBody>;

/** Answer of `PUT /profile` (200). */
export const changedProfileAnswer = v.object({ profile });

/** Answer of `DELETE /profile`: 202 with `done: false` until everything is erased, then 200 with `done: true`. */
export const erasedAnswer = v.object({ done: v.boolean() });

/** An entry of `GET /admin/users`, for members of the group {@link adminGroup}. */
export const listedUser = v.object({
  sub: v.string(),
  username: v.string(),
  termsAccepted: v.boolean(),
  createdAt: v.string(),
});
export type ListedUser = v.InferOutput<typeof listedUser>;

/** Answer of `GET /admin/users?cursor=…`. `next` is an opaque cursor, null on the last page. */
export const usersAnswer = v.object({ users: v.array(listedUser), next: v.nullable(v.string()) });

export type UserList = v.InferOutput<typeof usersAnswer>;

export const adminGroup = 'ADMINS';

/** The challenges of a user pool between the password and the session, and their answers. */
import * as v from 'valibot';
import { attributes, code, password } from './account-fields.ts';

/** Second factors: a code by text message, by mail, or from an authenticator app. */
export const factors = ['sms', 'email', 'authenticator'] as const;
export const factor = v.picklist(factors);
export type Factor = v.InferOutput<typeof factor>;

/** A challenge. It contains no secret. */
export const challenge = v.union([
  /** The person must replace a temporary password, and give the attributes that the pool still lacks. */
  v.object({ kind: v.literal('newPassword'), attributes: v.array(v.string()) }),
  /** `destination` is masked by the user pool, or the authenticator's name; empty if unknown. */
  v.object({ kind: v.literal('code'), by: factor, destination: v.string() }),
  v.object({ kind: v.literal('choice'), of: v.array(factor) }),
  /** The person must set up an authenticator app. */
  v.object({ kind: v.literal('setUp') }),
]);
export type Challenge = v.InferOutput<typeof challenge>;

/** The answer to a challenge of the same kind. The answer to `setUp` is a first code of the new authenticator. */
export const challengeAnswer = v.union([
  v.strictObject({ kind: v.literal('newPassword'), password, attributes }),
  v.strictObject({ kind: v.picklist(['code', 'setUp']), code }),
  v.strictObject({ kind: v.literal('choice'), factor }),
]);
export type ChallengeAnswer = v.InferOutput<typeof challengeAnswer>;

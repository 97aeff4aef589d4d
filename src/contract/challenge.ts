/** What a user pool asks for between the password and the session, and what a person answers. */
import * as v from 'valibot';
import { attributes, code, password } from './account-fields.ts';

/** Ways to get a code: by text message, by mail, from an authenticator app. */
export const factors = ['sms', 'email', 'authenticator'] as const;
export const factor = v.picklist(factors);
export type Factor = v.InferOutput<typeof factor>;

/** One step. Nothing in it is a secret. */
export const challenge = v.union([
  /** A password of the person's own after a temporary one, and the attributes that the pool still lacks. */
  v.object({ kind: v.literal('newPassword'), attributes: v.array(v.string()) }),
  /** `destination` is masked by the user pool, or the authenticator's name; empty when unknown. */
  v.object({ kind: v.literal('code'), by: factor, destination: v.string() }),
  v.object({ kind: v.literal('choice'), of: v.array(factor) }),
  /** An authenticator app has to be set up. */
  v.object({ kind: v.literal('setUp') }),
]);
export type Challenge = v.InferOutput<typeof challenge>;

/** What the person says to a step of the same kind; `setUp` is answered by a first code of the new authenticator. */
export const challengeAnswer = v.union([
  v.strictObject({ kind: v.literal('newPassword'), password, attributes }),
  v.strictObject({ kind: v.picklist(['code', 'setUp']), code }),
  v.strictObject({ kind: v.literal('choice'), factor }),
]);
export type ChallengeAnswer = v.InferOutput<typeof challengeAnswer>;

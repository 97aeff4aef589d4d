/** Account texts of an operation's input, within Cognito's limits. Spaces at the ends are removed. */
import * as v from 'valibot';
import { codeLength } from '../domain/code-length.ts';
import { emailAddress, longestEmailAddress } from '../domain/email-address.ts';
import { longestPassword } from '../domain/password.ts';

export const username = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(128));
export const email = v.pipe(v.string(), v.trim(), v.maxLength(longestEmailAddress), v.regex(emailAddress));
/** Spaces are part of a password and stay. */
export const password = v.pipe(v.string(), v.minLength(1), v.maxLength(longestPassword));
export const code = v.pipe(
  v.string(),
  v.maxLength(64),
  v.transform((typed) => typed.replace(/\s/g, '')),
  v.regex(new RegExp(`^\\d{${codeLength.usual},${codeLength.longest}}$`)),
);
/** Cognito's name of an attribute. */
export const attribute = v.pipe(v.string(), v.minLength(1), v.maxLength(32));
export const attributes = v.record(attribute, v.pipe(v.string(), v.trim(), v.maxLength(2048)));

/** The contents of a confirmation mail's link. */
export const confirmLink = v.object({ username, code });
export type ConfirmLink = v.InferOutput<typeof confirmLink>;

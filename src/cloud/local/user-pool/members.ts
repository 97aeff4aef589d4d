/** Members of the input that several operations share, with Cognito's constraints. */
import * as v from 'valibot';
import { pattern, text } from '../server/operation.ts';

export const clientId = v.pipe(text(1, 128), pattern(/^[\w+]+$/));
export const username = v.pipe(text(1, 128), pattern(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u));
export const password = v.pipe(text(1, 256), pattern(/^[\S]+.*[\S]+$/));
export const token = v.pipe(v.string(), pattern(/^[A-Za-z0-9\-_=.]+$/));
/** Proof that the caller knows the client's secret, or the secret itself. */
export const secret = v.nullish(text(1, 128));
/** A sign-in between two steps. */
export const session = text(20, 2048);
export const confirmationCode = v.pipe(text(1, 2048), pattern(/^[\S]+$/));

export const attributes = v.array(
  v.object({
    Name: v.pipe(text(1, 32), pattern(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u)),
    Value: v.nullish(text(0, 2048), ''),
  }),
);

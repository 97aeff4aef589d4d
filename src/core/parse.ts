/** Checks what comes from outside by a schema, where it comes in. */
import * as v from 'valibot';
import { CodedError } from '../contract/errors.ts';

/** @returns the value as the schema has it; null where it is anything else, as when another version wrote it */
export function parseOrNull<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | null {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : null;
}

/**
 * @param value what a server answered
 * @returns the value as the schema has it
 * @throws CodedError `badAnswer` at the first thing that is anything else: a long answer may have millions
 */
export function parseAnswer<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (!parsed.success) throw new CodedError('badAnswer');
  return parsed.output;
}

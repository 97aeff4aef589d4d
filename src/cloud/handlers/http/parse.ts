import * as v from 'valibot';
import { Failure } from './failure.ts';

/** Largest body, in bytes. A task with the longest texts, each character escaped, fits. */
const largestBody = 64 * 1024;

/** Parses a request's JSON body by its schema. @throws Failure `tooLarge`, or `invalid` with the field */
export function parseBody<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  if (Buffer.byteLength(text) > largestBody) {
    throw new Failure('tooLarge', `The body is longer than ${largestBody} bytes.`);
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Failure('invalid', 'The body is not JSON.', { field: 'body' });
  }
  return parseInput(schema, body, 'body');
}

/**
 * Parses any input by its schema.
 *
 * @param whole the name of the input, for a fault that is not in one of its fields
 * @throws Failure `invalid` with the first faulty field
 */
export function parseInput<S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  whole: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Failure('invalid', issue.message, { field: v.getDotPath(issue) ?? whole });
}

import * as v from 'valibot';
import { Failure } from './failure.ts';

/** Largest body, in bytes: a task's longest texts, each character escaped, and room to spare. */
const largestBody = 64 * 1024;

/** A request's JSON body by its schema. @throws Failure `tooLarge`, or `invalid` with the field */
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
 * Any input by its schema.
 *
 * @param whole what to call the input where the fault is not in one of its fields
 * @throws Failure `invalid` that names the first faulty field
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

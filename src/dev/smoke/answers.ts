import * as v from 'valibot';
import type { ApiAnswer } from '../../core/api/client.ts';

/** The body of a success. @throws Error with the status and the body of a refusal; ValiError on an unexpected body */
export function accepted<S extends v.GenericSchema>(schema: S, answer: ApiAnswer): v.InferOutput<S> {
  if (answer.status >= 400)
    throw new Error(`The answer was ${answer.status} ${JSON.stringify(answer.body)}.`);
  return v.parse(schema, answer.body);
}

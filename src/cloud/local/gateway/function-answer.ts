/** Converts a function's answer to the HTTP answer of API Gateway. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as v from 'valibot';
import type { HttpAnswer } from '../server/http.ts';

const headerValue = v.union([v.string(), v.number(), v.boolean()]);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format */
const functionAnswer = v.strictObject({
  statusCode: v.nullish(
    v.pipe(
      v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{3}$/), v.transform(Number))]),
      v.integer(),
      v.minValue(200),
      v.maxValue(599),
    ),
    200,
  ),
  headers: v.nullish(v.record(v.string(), headerValue)),
  multiValueHeaders: v.nullish(v.record(v.string(), v.array(headerValue))),
  body: v.nullish(v.string()),
  isBase64Encoded: v.nullish(v.boolean(), false),
});

/** Headers of the connection. A function cannot set them. */
const connectionHeaders = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

/**
 * Values of one name in `headers` and in `multiValueHeaders` are all sent. No field is required.
 *
 * @param ids headers that identify the request
 * @param decodes whether a body in base64 is decoded; otherwise it is passed on unchanged
 * @returns null for an answer of another shape, which becomes the gateway's "Internal server error"
 */
export function readFunctionAnswer(
  value: unknown,
  ids: Record<string, string>,
  decodes = false,
): HttpAnswer | null {
  const parsed = v.safeParse(functionAnswer, value);
  // The schema would take a list for an object.
  if (!parsed.success || Array.isArray(value)) return null;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.output;
  const merged = new Map<string, string | string[]>();
  for (const [name, one] of Object.entries(headers ?? {})) merged.set(name.toLowerCase(), String(one));
  for (const [name, all] of Object.entries(multiValueHeaders ?? {})) {
    const one = merged.get(name.toLowerCase()) ?? [];
    merged.set(name.toLowerCase(), [...new Set([...[one].flat(), ...all.map(String)])]);
  }
  if (!merged.has('content-type')) merged.set('content-type', 'application/json');
  for (const name of connectionHeaders) merged.delete(name);
  if (![...merged].every(([name, values]) => isSendable(name, [values].flat()))) return null;
  return {
    status: statusCode,
    headers: { ...ids, ...Object.fromEntries(merged) },
    body: isBase64Encoded && decodes ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

/** A name or value that HTTP does not allow, such as a line break, is the function's fault. */
function isSendable(name: string, values: string[]): boolean {
  try {
    validateHeaderName(name);
    for (const value of values) validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/** Requests and answers as the parts of the local cloud see them. */
import type { RawRequest } from '../sigv4/request.ts';

export interface HttpRequest extends RawRequest {
  body: Buffer;
  /** The body was longer than {@link longestBody}; what came is not kept. */
  bodyTooLong: boolean;
  remoteAddress: string;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Uint8Array;
}

/** What can happen to a request: an answer or, where a test wants it so, none. */
export type Outcome = HttpAnswer | 'hang' | 'drop';

/** API Gateway's bound, bytes; nothing here takes more. */
export const longestBody = 10 * 1024 * 1024;

/** An answer in JSON with headers that an AWS service sends of itself. */
export function jsonAnswer(status: number, value: unknown, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** A refusal that tells nothing but its status. */
export const plainAnswer = (status: number, text: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
});

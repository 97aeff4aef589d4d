/** Requests and answers as the parts of the local cloud exchange them. */
import type { RawRequest } from '../sigv4/request.ts';

export interface HttpRequest extends RawRequest {
  body: Buffer;
  /** The body was longer than {@link longestBody}, and was not kept. */
  bodyTooLong: boolean;
  remoteAddress: string;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Uint8Array;
}

/** The outcome of a request: an answer, or none if a test wants that. */
export type Outcome = HttpAnswer | 'hang' | 'drop';

/** API Gateway's limit on a body, bytes. No part here takes more. */
export const longestBody = 10 * 1024 * 1024;

/** An answer in JSON, with headers that an AWS service sends itself. */
export function jsonAnswer(status: number, value: unknown, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** A refusal with a status and a text only. */
export const plainAnswer = (status: number, text: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
});

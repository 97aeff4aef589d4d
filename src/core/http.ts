/** The one way to the network. All our requests, and the reading of their answers, share it. */
import * as v from 'valibot';
import { CodedError } from '../contract/errors.ts';
import { parseAnswer } from './parse.ts';

/** Longest time for an answer and its body, ms. */
export const answerTimeout = 15_000;

export interface HttpAnswer {
  /** 2xx. */
  ok: boolean;
  status: number;
  headers: Headers;
  /** The whole body. */
  text: string;
}

export interface HttpLimits {
  /** Longest time for the answer and its body, ms. */
  timeout?: number;
  /** Longest body once it is unpacked, in UTF-16 units; {@link shortAnswer} by default. */
  length?: number;
  /** Aborts the request; its reason is thrown. */
  signal?: AbortSignal | undefined;
}

/** Longest body of an answer without a list: tokens, credentials, a person's attributes. */
const shortAnswer = 2 ** 20;

/**
 * Sends one request and reads the answer, whatever its status.
 *
 * It sends no cookie, uses no cache and follows no redirect: a request that is signed for one address goes to no other.
 *
 * @throws CodedError `timeout` if our time limit ended it; `answerTooLarge` if the body is longer than it may be; `offline` for
 * anything else, because a browser does not tell a missing network from a refused answer
 */
export async function exchange(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  { timeout = answerTimeout, length = shortAnswer, signal }: HttpLimits = {},
): Promise<HttpAnswer> {
  const limit = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(url, {
      ...init,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const text = await readText(response, length);
    signal?.throwIfAborted();
    return { ok: response.ok, status: response.status, headers: response.headers, text };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CodedError) throw error;
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    throw new CodedError(timedOut ? 'timeout' : 'offline', undefined, { cause: error });
  }
}

/** Reads the body as it comes, and stops at the limit: a few bytes on the way can be millions here. */
async function readText({ body }: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  // Leaving the loop ends the request.
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > most) throw new CodedError('answerTooLarge');
  }
  return text + decoder.decode();
}

/**
 * Reads an answer as JSON.
 *
 * @returns null where the body is empty
 * @throws CodedError `serverError` (5xx) or `throttled` (429), which say nothing about what was asked; `badAnswer`
 */
export function readJson({ status, text }: Pick<HttpAnswer, 'status' | 'text'>): unknown {
  if (status >= 500) throw new CodedError('serverError');
  if (status === 429) throw new CodedError('throttled');
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    throw new CodedError('badAnswer', undefined, { cause: error });
  }
}

const failure = v.object({ __type: v.string(), message: v.optional(v.string(), '') });

/**
 * Calls an operation of an AWS service by its JSON protocol: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 *
 * @param operation with the name of the service: `AWSCognitoIdentityService.GetId`
 * @returns the answer, to be parsed
 * @throws CodedError as {@link exchange} and {@link readJson} do
 * @throws Error with the service's own error as its `name`, such as `NotAuthorizedException`
 */
export async function callService(
  fetch: typeof globalThis.fetch,
  address: string,
  operation: string,
  body: unknown,
  limits: HttpLimits,
): Promise<unknown> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': operation };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await exchange(fetch, `${address}/`, init, limits);
  const said = readJson(answer) ?? {};
  if (answer.ok) return said;
  const { __type, message } = parseAnswer(failure, said);
  // It may come with its namespace: `com.amazonaws.cognito.identity#NotAuthorizedException`.
  const name = __type.replace(/^.*#/, '');
  if (name === 'TooManyRequestsException') throw new CodedError('throttled');
  throw Object.assign(new Error(message), { name });
}

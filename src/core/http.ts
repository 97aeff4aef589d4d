/** The one way to the network: what every request of ours has in common. */
import { CodedError } from '../contract/errors.ts';

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
  timeout: number;
  /** Ends the request before that; its reason is thrown. */
  signal?: AbortSignal | undefined;
}

/**
 * Sends one request and reads the answer, whatever its status.
 *
 * No cookie goes along, nothing is cached and no redirect is followed: what is signed for one address is sent to no other.
 *
 * @throws CodedError `timeout` when our time limit ended it; `offline` for anything else, because a browser tells neither a
 *   missing network nor a refused answer apart
 */
export async function exchange(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  { timeout, signal }: HttpLimits,
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
    const text = await response.text();
    signal?.throwIfAborted();
    return { ok: response.ok, status: response.status, headers: response.headers, text };
  } catch (error) {
    signal?.throwIfAborted();
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    throw new CodedError(timedOut ? 'timeout' : 'offline', undefined, { cause: error });
  }
}

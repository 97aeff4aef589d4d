/** The one way to the network. All our requests share it. */
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
  /** Aborts the request; its reason is thrown. */
  signal?: AbortSignal | undefined;
}

/**
 * Sends one request and reads the answer, whatever its status.
 *
 * It sends no cookie, uses no cache and follows no redirect: a request that is signed for one address goes to no other.
 *
 * @throws CodedError `timeout` if our time limit ended it; `offline` for anything else, because a browser does not tell
 * a missing network from a refused answer
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

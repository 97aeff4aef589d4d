/** A server that gives prepared answers, one a request, and remembers what it was sent. */
export type Script = (() => Response | Promise<Response>)[];

export function scriptedServer(script: Script) {
  const requests: { url: string; init: RequestInit; headers: Headers }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    requests.push({ url: String(input), init, headers: new Headers(init.headers) });
    const answer = script[requests.length - 1];
    if (!answer) throw new Error('more requests came than the script has answers for');
    return answer();
  };
  return { fetch, requests };
}

/** The answer of a server that never answers: it ends with the request's own time limit. */
export function hanging(server: ReturnType<typeof scriptedServer>): Promise<Response> {
  const signal = server.requests.at(-1)?.init.signal;
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

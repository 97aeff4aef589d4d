/** A background that does nothing, or sends what it is given: the bound of every other. */
import type { SignedRequest } from '../signer.ts';

chrome.runtime.onMessage.addListener((message: 'wake' | SignedRequest[], _, respond) => {
  if (message === 'wake') {
    respond(1);
    return false;
  }
  send(message).then(respond, (error) => respond(String(error?.stack ?? error)));
  return true;
});

/** One after the other, past the browser's cache, where equal questions wait for each other. @returns the last answer */
async function send(requests: readonly SignedRequest[]): Promise<string> {
  let answer = '';
  for (const { url, ...request } of requests)
    answer = await (await fetch(url, { cache: 'no-store', ...request })).text();
  return answer;
}

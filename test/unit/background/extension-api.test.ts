import { expect, it } from 'vitest';
import { withPromisedAnswers } from '../../../src/background/extension-api.ts';

/** The message listeners of Chrome's API, as in a browser without `browser`. */
function oldChrome() {
  type Listener = (message: unknown, sender: unknown, respond: (answer: unknown) => void) => true;
  let heard: Listener | undefined;
  return {
    chrome: {
      alarms: { clear: async () => true },
      runtime: {
        id: 'abc',
        onMessage: {
          addListener(listener: Listener) {
            heard = listener;
          },
        },
      },
    },
    send: (message: unknown) =>
      new Promise((respond) => {
        expect(heard?.(message, { id: 'sender' }, respond)).toBe(true);
      }),
  };
}

it('answers a message by the promise of its listener where the browser wants a function called', async () => {
  const { chrome, send } = oldChrome();
  const api = withPromisedAnswers(chrome);
  // As the types of `browser` have it: a listener that gives a promise.
  const listen = api.runtime.onMessage.addListener as unknown as (
    listener: (message: unknown, sender: unknown) => Promise<unknown>,
  ) => void;
  listen(async (message, sender) => ({ message, sender }));
  expect(await send('hello')).toEqual({ message: 'hello', sender: { id: 'sender' } });
});

it('leaves the rest of the API as it is', () => {
  const { chrome } = oldChrome();
  const api = withPromisedAnswers(chrome);
  expect(api.alarms).toBe(chrome.alarms);
  expect(api.runtime.id).toBe('abc');
});

/**
 * The extension API with promises, as `webextension-polyfill` gives it to the screens. Of its work one thing is left to
 * do for a worker of Chrome 127 to 147, whose own functions give promises already: to answer a message by a promise.
 * https://developer.chrome.com/docs/extensions/develop/concepts/messaging
 */
import type { Browser } from 'webextension-polyfill';

type Listener = (message: unknown, sender: unknown) => Promise<unknown>;
/** What of Chrome's own API is touched here. */
interface ChromeApi {
  runtime: {
    onMessage: {
      addListener(
        listener: (message: unknown, sender: unknown, respond: (answer: unknown) => void) => true,
      ): void;
    };
  };
}

/** @param chrome Chrome's own API */
export function withPromisedAnswers<C extends ChromeApi>(chrome: C): C {
  const onMessage = {
    addListener(listener: Listener): void {
      chrome.runtime.onMessage.addListener((message, sender, respond) => {
        void listener(message, sender).then(respond);
        return true; // the answer comes later
      });
    },
  };
  const runtime = Object.create(chrome.runtime, { onMessage: { value: onMessage } });
  return Object.create(chrome, { runtime: { value: runtime } });
}

// Which of them there is depends on the browser; neither in a test on Node.
const globals: { browser?: Browser; chrome?: Browser & ChromeApi } = globalThis as object;

export default globals.browser ?? (globals.chrome && withPromisedAnswers(globals.chrome));

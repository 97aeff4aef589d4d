/**
 * The extension API with promises, as `webextension-polyfill` gives it to the screens. In Chrome 127 to 147 the API
 * already returns promises, except that a listener cannot answer a message by a promise. Only that is added here.
 * https://developer.chrome.com/docs/extensions/develop/concepts/messaging
 */
import type { Browser } from 'webextension-polyfill';

type Listener = (message: unknown, sender: unknown) => Promise<unknown>;
/** The part of Chrome's own API that is used here. */
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

// Each browser has one of them; a test on Node has neither.
const globals: { browser?: Browser; chrome?: Browser & ChromeApi } = globalThis as object;

export default globals.browser ?? (globals.chrome && withPromisedAnswers(globals.chrome));

/** What the content script has of the browser: messages and texts. Small, for it is injected into pages. */
import type { SafeError } from '../contract/errors.ts';
import type { PagePush } from '../contract/push.ts';
import { chooseLanguage } from '../ui/i18n/language.ts';
import { plainKey } from '../ui/i18n/sentences.ts';
import type { TextKey } from '../ui/i18n/texts.ts';
import { createCall } from '../ui/state/ask.ts';

/** Both browsers have it, and answer with promises. */
const api = chrome;

/** Asks the background, which knows the page's address from the message itself. */
export const call = createCall({
  send: (request) => api.runtime.sendMessage(request),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

export function text(key: TextKey, ...values: (string | number)[]): string {
  return api.i18n.getMessage(key, values.map(String));
}

/** What an operation of a page can fail with says no more than its code. */
export const sentence = ({ code }: SafeError): string => text(plainKey(code));

export function language(): string {
  return chooseLanguage(text('language'), api.i18n.getUILanguage());
}

/** False once the extension was updated or removed under the script, which nobody hears any more then. */
export function isConnected(): boolean {
  return Boolean(api.runtime?.id);
}

/** Calls back with what the background tells this tab. Other scripts of ours may be told things too: they are left out. */
export function onPush(listener: (push: PagePush) => void): void {
  api.runtime.onMessage.addListener((message: PagePush, sender) => {
    if (sender.id === api.runtime.id) listener(message);
  });
}

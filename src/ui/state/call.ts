import browser from 'webextension-polyfill';
import { createCall } from './ask.ts';

/** The account that this screen shows. The background refuses the screen's requests if another account is signed in. */
let shown: string | undefined;

/** @param sub the person's `sub` in the user pool; undefined for a guest */
export function noteShownAccount(sub: string | undefined): void {
  shown = sub;
}

/** Calls an operation of the background: `await call('tasks.complete', { taskId })`. */
export const call = createCall({
  send: (request) => browser.runtime.sendMessage(request),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  shown: () => shown,
});

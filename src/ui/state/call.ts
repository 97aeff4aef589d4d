import browser from 'webextension-polyfill';
import { createCall } from './ask.ts';
import { shownAccount } from './shown-account.ts';

/** Calls an operation of the background: `await call('tasks.complete', { taskId })`. */
export const call = createCall({
  send: (request) => browser.runtime.sendMessage(request),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  shown: shownAccount,
});

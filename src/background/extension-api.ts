/** The extension API of the browser itself, with promises, in place of `webextension-polyfill`: the worker needs no polyfill. */
import type { Browser } from 'webextension-polyfill';

// A test on Node has none.
const globals: { browser?: Browser } = globalThis as object;

export default globals.browser;

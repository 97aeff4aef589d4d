/**
 * The user pool's own pages in the browser. One sign-in page is shown at a time, whichever worker opened it. Chromium 156
 * refuses a second one, Chromium 150 opens another window for it, and Firefox shows it in the window of the first and ends
 * both. So the extension itself remembers the window.
 */
import * as v from 'valibot';
import type browser from 'webextension-polyfill';
import { CodedError } from '../../contract/errors.ts';
import type { StorageItem } from '../../core/storage-item.ts';

/** The browser's windows of the kind that a sign-in page opens in. Their ids need no permission. */
export interface PopupWindows {
  /** Calls `opened` with the id of each new one, until the function that it returns is called. */
  watch(opened: (id: number) => void): () => void;
  isOpen(id: number): Promise<boolean>;
}

/** The id of the window that shows the sign-in page. */
export const signInWindow = v.number();

export interface UserPoolPage {
  /**
   * Shows an address in a window until it leads to the redirect address.
   * @returns the redirect address, with what was added to it
   * @throws CodedError `browserSignInOpen` while a page is shown; `browserSignInCancelled` when it was closed; `offline`
   */
  show(address: string): Promise<string>;
  /**
   * Follows an address to the redirect address out of sight: it must ask nothing.
   * @throws CodedError `browserSignInCancelled` where it asks; `offline`
   */
  follow(address: string): Promise<void>;
}

/**
 * @param launch the browser's `identity.launchWebAuthFlow`
 * @param shown outlives the worker, but not the browser
 */
export function createUserPoolPage(
  launch: (details: { url: string; interactive: boolean }) => Promise<string>,
  windows: PopupWindows,
  shown: StorageItem<v.InferOutput<typeof signInWindow>>,
): UserPoolPage {
  let showing = false;

  /** Shows the page, and remembers its window for as long as it is awaited. */
  async function showRemembered(url: string): Promise<string> {
    let remembered = Promise.resolve();
    const stop = windows.watch((id) => {
      stop();
      remembered = shown.set(id);
    });
    try {
      return await launch({ url, interactive: true });
    } catch (error) {
      throw coded(error);
    } finally {
      stop();
      await remembered;
      await shown.remove();
    }
  }

  return {
    async show(address) {
      if (showing) throw new CodedError('browserSignInOpen');
      showing = true;
      try {
        // A worker that was stopped leaves its page open. Nobody waits for that page any more, but the person sees it.
        const left = await shown.get();
        if (left !== null && (await windows.isOpen(left))) throw new CodedError('browserSignInOpen');
        return await showRemembered(address);
      } finally {
        showing = false;
      }
    },
    async follow(url) {
      await launch({ url, interactive: false }).catch((error: unknown) => {
        throw coded(error);
      });
    },
  };
}

/** Browsers have no code for it, only words: the page did not load, another one is open, or it was closed. */
function coded(error: unknown): CodedError {
  const words = String(error);
  const open = /only one/i.test(words) ? 'browserSignInOpen' : 'browserSignInCancelled';
  return new CodedError(/load|network/i.test(words) ? 'offline' : open, undefined, { cause: error });
}

/** @param windows the browser's own, asked for when they are used */
export function popupWindows(windows: () => typeof browser.windows): PopupWindows {
  return {
    watch(opened) {
      const listener = ({ id, type }: { id?: number | undefined; type?: string | undefined }) => {
        if (type === 'popup' && id !== undefined) opened(id);
      };
      windows().onCreated.addListener(listener);
      return () => windows().onCreated.removeListener(listener);
    },
    isOpen: (id) =>
      windows()
        .get(id)
        .then(
          () => true,
          () => false, // closed: the browser knows no window by this id
        ),
  };
}

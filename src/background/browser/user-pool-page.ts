/**
 * The user pool's own pages in the browser. Only one sign-in page is open at a time, whichever worker opened it.
 * Browsers differ with a second one: Chromium 156 refuses it, Chromium 150 opens another window, and Firefox shows it
 * in the first window and ends both. Therefore the extension itself remembers the window.
 */
import * as v from 'valibot';
import type browser from 'webextension-polyfill';
import { CodedError } from '../../contract/errors.ts';
import type { StorageItem } from '../../core/storage-item.ts';

/** The browser's popup windows, in which a sign-in page opens. Their ids need no permission. */
export interface PopupWindows {
  /** Calls `opened` with the id of each new window, until the returned function is called. */
  watch(opened: (id: number) => void): () => void;
  isOpen(id: number): Promise<boolean>;
}

/** The id of the window that shows the sign-in page. */
export const signInWindow = v.number();

export interface UserPoolPage {
  /**
   * Shows an address in a window until it redirects to the redirect address.
   * @returns the redirect address, with its added parameters
   * @throws CodedError `browserSignInOpen` while a page is shown; `browserSignInCancelled` if it was closed; `offline`
   */
  show(address: string): Promise<string>;
  /**
   * Follows an address to the redirect address without a window. The address must need no input.
   * @throws CodedError `browserSignInCancelled` if it needs input; `offline`
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

  /** Shows the page, and stores its window's id until the flow ends. */
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
        // A stopped worker leaves its page open. Nobody waits for that page any more, but the person sees it.
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

/** Browsers give no code, only a text: the page did not load, another one is open, or it was closed. */
function coded(error: unknown): CodedError {
  const words = String(error);
  const open = /only one/i.test(words) ? 'browserSignInOpen' : 'browserSignInCancelled';
  return new CodedError(/load|network/i.test(words) ? 'offline' : open, undefined, { cause: error });
}

/** @param windows the browser's own, read at each use */
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
          () => false, // closed: the browser knows no window with this id
        ),
  };
}

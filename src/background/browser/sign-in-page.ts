/** Shows pages of the user pool's own. */
import browser from 'webextension-polyfill';
import { CodedError } from '../../contract/errors.ts';

let showing = false;

/**
 * Shows an address until it leads back to the extension.
 *
 * @param interactive false where the page has nothing to ask
 * @returns the address that it led to
 * @throws CodedError `browserSignInOpen`, `browserSignInCancelled` or `offline`
 */
export async function showSignInPage(url: string, interactive: boolean): Promise<string> {
  // Firefox would show the second page in the window of the first, and end both.
  if (showing) throw new CodedError('browserSignInOpen');
  showing = interactive;
  try {
    return await browser.identity.launchWebAuthFlow({ url, interactive });
  } catch (error) {
    // Browsers have no code for it, only words: it could not load the page, one is open still, or it was closed.
    const words = String(error);
    const open = /only one/i.test(words) ? 'browserSignInOpen' : 'browserSignInCancelled';
    throw new CodedError(/load|network/i.test(words) ? 'offline' : open, undefined, { cause: error });
  } finally {
    if (interactive) showing = false;
  }
}

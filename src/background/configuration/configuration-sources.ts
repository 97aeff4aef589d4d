/** The sources of a configuration, besides the user's import. */
import browser from 'webextension-polyfill';

/** The administrator's policy for `configuration`; null without one. */
export async function managedConfiguration(): Promise<unknown> {
  try {
    return (await browser.storage.managed.get('configuration')).configuration ?? null;
  } catch {
    return null; // Firefox rejects if no policy names this extension
  }
}

/** `configuration.json` beside the manifest. `npm start` and a deployment write it; a store package has none (null). */
export async function bundledConfiguration(): Promise<unknown> {
  // If there is no such file, Chrome's fetch fails. Firefox's succeeds, and reading its body fails.
  const text = await fetch(browser.runtime.getURL('configuration.json'))
    .then((response) => (response.ok ? response.text() : null))
    .catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text; // not a configuration; the check tells the user
  }
}

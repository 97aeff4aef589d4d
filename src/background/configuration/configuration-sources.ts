/** Where a configuration may lie, beside what the user has imported. */
import browser from 'webextension-polyfill';

/** What an administrator has set by policy under `configuration`; null without one. */
export async function managedConfiguration(): Promise<unknown> {
  try {
    return (await browser.storage.managed.get('configuration')).configuration ?? null;
  } catch {
    return null; // Firefox rejects where no policy names this extension
  }
}

/**
 * `configuration.json` beside the manifest: written by `npm start` and by a deployment, absent in a store package (null).
 */
export async function bundledConfiguration(): Promise<unknown> {
  // Where there is no such file, Chrome's fetch fails; Firefox's succeeds, and the reading of its body fails.
  const text = await fetch(browser.runtime.getURL('configuration.json'))
    .then((response) => (response.ok ? response.text() : null))
    .catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text; // no configuration: the check says so to the user
  }
}

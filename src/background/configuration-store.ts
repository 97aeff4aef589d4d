/** Where the configuration comes from: a policy of the administrator, an import of the user, or the extension's own file. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { Configuration } from '../contract/configuration.ts';
import { CodedError, type SafeError, toSafeError } from '../contract/errors.ts';
import { checkConfiguration } from '../core/configuration/read.ts';
import type { Item } from '../core/item.ts';

export const storedConfiguration = v.object({
  from: v.picklist(['managed', 'import', 'file']),
  configuration: v.unknown(),
});
export type StoredConfiguration = v.InferOutput<typeof storedConfiguration>;

export interface LoadedConfiguration {
  configuration: Configuration | null;
  fault: SafeError | null;
  /** Whether it differs from the one used before: then nobody is signed in to it. */
  replaced: boolean;
}

/**
 * Decides on the configuration. The file and the policy are read anew at each start of the browser, not at each wake of
 * the worker: a wake takes what is stored.
 */
export async function loadConfiguration(
  stored: Item<StoredConfiguration>,
  starting: boolean,
): Promise<LoadedConfiguration> {
  const before = await stored.get();
  const chosen = starting || !before ? await choose(before) : before;
  if (!chosen) {
    await stored.remove(); // the next wake must not find the policy's that is no more
    return { configuration: null, fault: null, replaced: before !== null };
  }
  const replaced =
    before !== null && JSON.stringify(chosen.configuration) !== JSON.stringify(before.configuration);
  if (!before || replaced || before.from !== chosen.from) await stored.set(chosen);
  try {
    return { configuration: checkConfiguration(chosen.configuration), fault: null, replaced };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { configuration: null, fault: toSafeError(error), replaced };
  }
}

async function choose(before: StoredConfiguration | null): Promise<StoredConfiguration | null> {
  const managed = await managedConfiguration();
  if (managed) return { from: 'managed', configuration: managed };
  if (before?.from === 'import') return before;
  const file = await bundledConfiguration();
  return file === null ? null : { from: 'file', configuration: file };
}

/** What an administrator has set by policy under `configuration`. */
async function managedConfiguration(): Promise<unknown> {
  try {
    return (await browser.storage.managed.get('configuration')).configuration ?? null;
  } catch {
    return null; // Firefox rejects where no policy names this extension
  }
}

/** `configuration.json` beside the manifest: written by `npm start` and by a deployment, absent in a store package. */
async function bundledConfiguration(): Promise<unknown> {
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

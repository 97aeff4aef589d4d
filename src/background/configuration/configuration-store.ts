/** Which configuration is used: a policy of the administrator, an import of the user, or the extension's own file. */
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { CodedError, type SafeError, toSafeError } from '../../contract/errors.ts';
import { checkConfiguration } from '../../core/configuration/read.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { bundledConfiguration, managedConfiguration } from './configuration-sources.ts';

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
 * Decides on the configuration with what is at hand. The file is read anew at each start of the browser, not at each wake
 * of the worker: a wake takes what is stored. Whether a policy still says so is {@link readPolicy}'s question.
 */
export async function loadConfiguration(
  stored: StorageItem<StoredConfiguration>,
  starting: boolean,
  file = bundledConfiguration,
): Promise<LoadedConfiguration> {
  const before = await stored.get();
  const again = starting || !before;
  return keepConfiguration(stored, again && !isAbove(before) ? await readFile(file) : before);
}

/** Stores what was chosen, and says what of it can be used. */
export async function keepConfiguration(
  stored: StorageItem<StoredConfiguration>,
  chosen: StoredConfiguration | null,
): Promise<LoadedConfiguration> {
  const before = await stored.get();
  if (!chosen) {
    // The next wake must not find the policy's that is no more; what another version has written stays.
    if (before) await stored.remove();
    return { configuration: null, fault: null, replaced: before !== null };
  }
  const replaced = before !== null && differs(chosen, before);
  if (!before || replaced || before.from !== chosen.from) await stored.set(chosen);
  return { ...usable(chosen), replaced };
}

/** What of a stored configuration can be used. */
export function usable({
  configuration,
}: StoredConfiguration): Pick<LoadedConfiguration, 'configuration' | 'fault'> {
  try {
    return { configuration: checkConfiguration(configuration), fault: null };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { configuration: null, fault: toSafeError(error) };
  }
}

/**
 * What a policy changes. Chrome takes seconds to answer after its start, so that nothing else may wait for it.
 *
 * @returns what is to be used from now on, or undefined where all stays as it is
 */
export async function readPolicy(
  stored: StorageItem<StoredConfiguration>,
  policy = managedConfiguration,
  file = bundledConfiguration,
): Promise<StoredConfiguration | null | undefined> {
  const configuration = await policy();
  const before = await stored.get();
  if (configuration === null) return before?.from === 'managed' ? readFile(file) : undefined;
  const chosen: StoredConfiguration = { from: 'managed', configuration };
  return before?.from === 'managed' && !differs(chosen, before) ? undefined : chosen;
}

/** The file comes last. */
const isAbove = (before: StoredConfiguration | null) => before !== null && before.from !== 'file';

const differs = (one: StoredConfiguration, other: StoredConfiguration) =>
  JSON.stringify(one.configuration) !== JSON.stringify(other.configuration);

async function readFile(file: () => Promise<unknown>): Promise<StoredConfiguration | null> {
  const configuration = await file();
  return configuration === null ? null : { from: 'file', configuration };
}

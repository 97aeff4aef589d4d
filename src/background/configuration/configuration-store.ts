/**
 * Chooses the configuration: an administrator's policy, a user's import, or the extension's own file, in this order.
 */
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { CodedError, type SafeError, toSafeError } from '../../contract/errors.ts';
import { checkConfiguration } from '../../core/check-configuration.ts';
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
  /** Whether it differs from the last one: then nobody is signed in to it. */
  replaced: boolean;
}

/**
 * Decides on the configuration from stored data. The file is read at each start of the browser, not at each wake of the
 * worker. {@link readPolicy} checks whether the policy has changed.
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

/** Stores the chosen configuration. Returns it if it is usable. */
export async function keepConfiguration(
  stored: StorageItem<StoredConfiguration>,
  chosen: StoredConfiguration | null,
): Promise<LoadedConfiguration> {
  const before = await stored.get();
  if (!chosen) {
    // The next wake must not find a policy that has ended. A row of another version stays.
    if (before) await stored.remove();
    return { configuration: null, fault: null, replaced: before !== null };
  }
  const replaced = before !== null && differs(chosen, before);
  if (!before || replaced || before.from !== chosen.from) await stored.set(chosen);
  return { ...usable(chosen), replaced };
}

/** Checks a stored configuration. */
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
 * Reads the change of a policy. Chrome takes seconds to answer after its start, so nothing else may wait for it.
 *
 * @returns the configuration to use from now on, or undefined if nothing changes
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

/** The file has the lowest rank. */
const isAbove = (before: StoredConfiguration | null) => before !== null && before.from !== 'file';

const differs = (one: StoredConfiguration, other: StoredConfiguration) =>
  JSON.stringify(one.configuration) !== JSON.stringify(other.configuration);

async function readFile(file: () => Promise<unknown>): Promise<StoredConfiguration | null> {
  const configuration = await file();
  return configuration === null ? null : { from: 'file', configuration };
}

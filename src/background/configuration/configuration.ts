/** The configuration in use, and its services. */
import type { Configuration } from '../../contract/configuration.ts';
import { CodedError, type SafeError } from '../../contract/errors.ts';
import { createIdentityIds, type IdentityIds } from '../account/identity-ids.ts';
import { createServices, type Services } from '../account/services.ts';
import type { Environment } from '../environment.ts';
import type { Storage } from '../storage/storage.ts';
import {
  keepConfiguration,
  loadConfiguration,
  readPolicy,
  type StoredConfiguration,
  storedConfiguration,
  usable,
} from './configuration-store.ts';

export interface CurrentConfiguration {
  /** @throws CodedError `notConfigured`, or the configuration's fault */
  services(): Services;
  /** Null without a usable configuration. */
  current(): Services | null;
  fault(): SafeError | null;
  /** The configuration before this worker started, if it can be read. */
  before: Configuration | null;
  /** Whether this worker has found another configuration. */
  replaced: boolean;
  identityIds: IdentityIds;
  /** The present change of a policy: undefined if there is none. */
  readPolicy(): Promise<StoredConfiguration | null | undefined>;
  /** Stores another one. @param between called in the same turn as the replacement */
  replace(chosen: StoredConfiguration | null, between: (before: Services | null) => void): Promise<void>;
}

export async function openConfiguration(
  storage: Storage,
  environment: Environment,
): Promise<CurrentConfiguration> {
  const stored = storage.setting('configuration', storedConfiguration);
  const identityIds = createIdentityIds(storage);
  const known = await stored.get();
  const loaded = await loadConfiguration(stored, storage.starting, environment.file);
  const servicesOf = (configuration: Configuration | null) =>
    configuration && createServices(configuration, { ...environment, identityIds });
  let { fault } = loaded;
  let current = servicesOf(loaded.configuration);

  return {
    services() {
      if (!current) throw fault ? new CodedError(fault.code, fault.data) : new CodedError('notConfigured');
      return current;
    },
    current: () => current,
    fault: () => fault,
    before: known && usable(known).configuration,
    replaced: loaded.replaced,
    identityIds,
    async readPolicy() {
      const chosen = await readPolicy(stored, environment.policy, environment.file);
      if (!chosen || !current || !isSame(usable(chosen).configuration, current.configuration)) return chosen;
      await keepConfiguration(stored, chosen); // the usability was checked before
      return undefined;
    },
    async replace(chosen, between) {
      const kept = await keepConfiguration(stored, chosen);
      const before = current;
      fault = kept.fault;
      current = servicesOf(kept.configuration);
      between(before);
    },
  };
}

/** Compares two parsed configurations: their members have the same order. */
const isSame = (one: Configuration | null, other: Configuration) =>
  JSON.stringify(one) === JSON.stringify(other);

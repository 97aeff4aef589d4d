/** The scope of one signed-in account. Everything in it uses the account's own lease. */
import * as v from 'valibot';
import type { Lease } from '../../core/auth/lease.ts';
import type { Session } from '../../core/auth/session.ts';
import type { ProfileService } from '../../core/profile-service.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { localDay } from '../../domain/day.ts';
import type { TaskTexts } from '../../domain/task-texts.ts';
import type { Environment } from '../environment.ts';
import { accountVault, type Vault } from '../storage/vault.ts';
import { vaultItem } from '../storage/vault-item.ts';
import { draftItem } from '../tasks/draft.ts';
import type { Projects } from '../tasks/projects.ts';
import { createTasks, type Tasks } from '../tasks/tasks.ts';
import type { Deletions } from './deletion.ts';
import { createOwnAccount, type OwnAccount } from './own-account.ts';
import { createPendingChanges } from './pending-changes.ts';
import type { LeasedServices } from './services.ts';
import { createTerms, type Terms } from './terms.ts';

export interface Account {
  readonly key: string;
  /** The person's `sub` in the user pool. */
  readonly sub: string;
  /** Aborted once the account is left. */
  readonly signal: AbortSignal;
  tasks: Tasks;
  terms: Terms;
  draft: StorageItem<TaskTexts>;
  own: OwnAccount;
  profile: ProfileService;
  /** The day of the last reminder, `YYYY-MM-DD`. */
  reminded: StorageItem<string>;
  /** Captures that the popup must report. */
  notices: StorageItem<unknown>;
}

export interface AccountDependencies {
  environment: Pick<Environment, 'now' | 'retry' | 'pushToScreens' | 'pushToPages'>;
  vault: Vault;
  session: Session;
  deleting: StorageItem<Deletions>;
  /** Called when nothing is left of the account of this key. */
  erased: (key: string) => Promise<void>;
  /** Called when the view of the session has changed. */
  changed: () => void;
  /** Called when the shown or unsent tasks have changed. */
  tasksChanged: () => void;
}

/**
 * @param services asked with the lease
 * @param hasProfile whether the cloud has ProfileAPI
 * @param whileSending of the dashboard's numbers
 */
export function createAccount(
  lease: Lease & { account: NonNullable<Lease['account']> },
  services: LeasedServices,
  hasProfile: boolean,
  whileSending: Projects['whileSending'],
  dependencies: AccountDependencies,
): Account {
  const { environment, session, changed } = dependencies;
  const { now, retry, pushToScreens, pushToPages } = environment;
  const { signal } = lease;
  const { key, sub } = lease.account;
  const vault = accountVault(dependencies.vault, key, signal);
  const terms = createTerms(vaultItem(vault, 'terms', 'required', v.boolean()), services.profile, changed);
  const tasks = createTasks({
    vault,
    service: {
      delta: services.tasks.delta,
      send: (...change) => terms.observe(services.tasks.send(...change)),
    },
    signal,
    today: () => localDay(now()),
    now,
    retry,
    push: pushToScreens,
    pushToPages,
    changed: dependencies.tasksChanged,
    whileSending,
  });
  const own = createOwnAccount({
    lease,
    key,
    state: session.state,
    pending: createPendingChanges(vault),
    deleting: dependencies.deleting,
    erased: () => dependencies.erased(key),
    user: services.user,
    profile: hasProfile ? services.profile : null,
    now,
  });
  signal.addEventListener('abort', () => retry.stop());
  return {
    key,
    sub,
    signal,
    tasks,
    terms,
    draft: draftItem(vault),
    own,
    profile: services.profile,
    reminded: vaultItem(vault, 'reminded', 'day', v.string()),
    notices: vaultItem(vault, 'captured', 'notices', v.unknown()),
  };
}

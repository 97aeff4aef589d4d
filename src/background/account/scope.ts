/**
 * The scope of one account or guest: all objects that use its lease. It ends when the lease is closed. A piece of work
 * takes the scope at its beginning, and uses only that one.
 */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import type { SessionView } from '../../contract/session.ts';
import type { Lease } from '../../core/auth/lease.ts';
import type { Session } from '../../core/auth/session.ts';
import type { ProfileService } from '../../core/profile-service.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { localDay } from '../../domain/day.ts';
import { type TaskTexts, taskTexts } from '../../domain/task-texts.ts';
import type { Environment } from '../environment.ts';
import { type Captures, createCaptures, type WaitingCaptures } from '../pages/captures.ts';
import type { Storage } from '../storage/storage.ts';
import { accountVault, vaultItem } from '../storage/vault.ts';
import { createProjects, type Projects, projectsSetting, storedProjects } from '../tasks/projects.ts';
import { taskKinds } from '../tasks/stored-tasks.ts';
import { createTasks, type Tasks } from '../tasks/tasks.ts';
import type { Deletions } from './deletion.ts';
import { createOwnAccount, type OwnAccount } from './own-account.ts';
import type { LeasedServices, Services } from './services.ts';
import { createTerms, type Terms } from './terms.ts';

/** The numbers of the session's view. */
export type Counts = Pick<SessionView, 'unsent' | 'departedUnsent' | 'due'>;
export const noCounts: Counts = { unsent: 0, departedUnsent: 0, due: null };

export interface Scope {
  readonly lease: Lease;
  /** Null for the guest. */
  readonly account: Account | null;
  /** The dashboard as this person sees it. */
  readonly projects: Projects;
  readonly captures: Captures;
  /** The numbers that the screens got last. */
  counts: Counts;
}

/** The part of a scope that only a signed-in person has. */
export interface Account {
  readonly key: string;
  /** The person's `sub` in the user pool. */
  readonly sub: string;
  /** Aborted once the account is left. */
  readonly signal: AbortSignal;
  tasks: Tasks;
  terms: Terms;
  /** The unsent form of a new task. It outlives its screen. */
  draft: StorageItem<TaskTexts>;
  own: OwnAccount;
  profile: ProfileService;
  /** The day of the last reminder, `YYYY-MM-DD`. */
  reminded: StorageItem<string>;
  /** Captures that the popup must report. */
  notices: StorageItem<unknown>;
}

export interface ScopeDependencies {
  environment: Pick<Environment, 'now' | 'retry' | 'pushToScreens' | 'pushToPages' | 'report'>;
  storage: Storage;
  session: Session;
  /** The services of the present configuration. @throws CodedError `notConfigured` */
  services: () => Services;
  waiting: WaitingCaptures;
  deleting: StorageItem<Deletions>;
  /** Called when nothing is left of the account of this key. */
  erased: (key: string) => Promise<void>;
  /** Called when the view of the session has changed. */
  changed: () => void;
  /** Called when the shown or unsent tasks have changed. */
  tasksChanged: () => void;
}

/** @returns the present scope: one for each lease */
export function createScopes(dependencies: ScopeDependencies): () => Scope {
  const { session } = dependencies;
  let present: Scope | null = null;
  return () => {
    const lease = session.lease();
    if (present?.lease !== lease) present = createScope(lease, dependencies);
    return present;
  };
}

function createScope(lease: Lease, dependencies: ScopeDependencies): Scope {
  const { environment, storage, session, services, waiting } = dependencies;
  const { now, pushToScreens, report } = environment;
  let leased: LeasedServices | null = null;
  const asked = () => {
    leased ??= services().leased(lease, session);
    return leased;
  };
  const projects = createProjects(
    storage.setting(projectsSetting, storedProjects, 'relaxed'), // the server has them too
    async (fresh) => asked().tasks.projects(fresh),
    async () => (await account?.tasks.unconfirmedDeltas()) ?? [],
    now,
    ({ projects: rows, fetchedAt }) =>
      pushToScreens({ kind: 'projects', projects: rows, fetchedAt: fetchedAt ?? 0 }),
  );
  const account: Account | null =
    lease.account &&
    createAccount({ ...lease, account: lease.account }, asked(), projects.whileSending, dependencies);
  return { lease, account, projects, captures: createCaptures(account, waiting, report), counts: noCounts };
}

/**
 * Everything in it uses the account's own lease.
 * @param leased asked with the lease
 * @param whileSending of the dashboard's numbers
 */
function createAccount(
  lease: Lease & { account: NonNullable<Lease['account']> },
  leased: LeasedServices,
  whileSending: Projects['whileSending'],
  dependencies: ScopeDependencies,
): Account {
  const { environment, storage, session, services, deleting, changed } = dependencies;
  const { now, retry, pushToScreens, pushToPages } = environment;
  const { signal } = lease;
  const { key, sub } = lease.account;
  const { profile } = leased;
  const vault = accountVault(storage.vault, key, signal);
  const terms = createTerms(vaultItem(vault, 'terms', 'required', v.boolean()), profile, changed);
  const tasks = createTasks({
    vault,
    service: {
      delta: leased.tasks.delta,
      send: (...change) => terms.observe(leased.tasks.send(...change)),
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
    vault,
    deleting,
    erased: () => dependencies.erased(key),
    user: leased.user,
    profile: services().configuration.apis.ProfileAPI ? profile : null,
    now,
  });
  signal.addEventListener('abort', () => retry.stop());
  return {
    key,
    sub,
    signal,
    tasks,
    terms,
    draft: vaultItem(vault, taskKinds.draft, 'add', taskTexts),
    own,
    profile,
    reminded: vaultItem(vault, 'reminded', 'day', v.string()),
    notices: vaultItem(vault, 'captured', 'notices', v.unknown()),
  };
}

/**
 * The account of a scope.
 * @param sub the expected account; any by default
 * @throws CodedError `signInRequired` for a guest, `sessionChanged` for another account
 */
export function accountOf({ account }: Scope, sub?: string): Account {
  if (sub !== undefined && account?.sub !== sub) throw new CodedError('sessionChanged');
  if (!account) throw new CodedError('signInRequired');
  return account;
}

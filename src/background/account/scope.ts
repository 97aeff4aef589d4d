/**
 * The scope of one account or guest: all objects that use its lease. It ends when the lease is closed. A piece of work
 * takes the scope at its beginning, and uses only that one.
 */
import { CodedError } from '../../contract/errors.ts';
import type { Lease } from '../../core/auth/lease.ts';
import type { Session } from '../../core/auth/session.ts';
import { type Captures, createCaptures, type WaitingCaptures } from '../pages/captures.ts';
import type { Storage } from '../storage/storage.ts';
import { createProjects, type Projects, projectsSetting, storedProjects } from '../tasks/projects.ts';
import { type Account, type AccountDependencies, createAccount } from './account.ts';
import type { LeasedServices, Services } from './services.ts';
import { type Counts, noCounts } from './session-view.ts';

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

export interface ScopeDependencies {
  environment: AccountDependencies['environment'] & { report: (error: unknown) => void };
  storage: Storage;
  session: Session;
  /** The services of the present configuration. @throws CodedError `notConfigured` */
  services: () => Services;
  waiting: WaitingCaptures;
  account: Omit<AccountDependencies, 'environment' | 'vault' | 'session'>;
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

function createScope(
  lease: Lease,
  { environment, storage, session, services, waiting, account: more }: ScopeDependencies,
): Scope {
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
    createAccount(
      { ...lease, account: lease.account },
      asked(),
      services().configuration.apis.ProfileAPI !== undefined,
      projects.whileSending,
      { environment, vault: storage.vault, session, ...more },
    );
  return { lease, account, projects, captures: createCaptures(account, waiting, report), counts: noCounts };
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

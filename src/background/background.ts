/** The composition root: makes the background from what is stored. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { lockTimes } from '../contract/account.ts';
import type { Configuration } from '../contract/configuration.ts';
import { CodedError, type SafeError } from '../contract/errors.ts';
import { reminders as storedReminders } from '../contract/reminders.ts';
import { endReasons, type Intent, type SessionView } from '../contract/session.ts';
import { restoreSession, type Session } from '../core/auth/session.ts';
import { localDay } from '../domain/day.ts';
import { accountRecord, createAccountStore } from './account/account-store.ts';
import { createDepartedAccounts } from './account/departed-accounts.ts';
import { createIdentityIds } from './account/identity-ids.ts';
import { type IdleLock, restoreIdleLock, type WatchIdleness } from './account/idle-lock.ts';
import { createOwnAccount, deletion, type OwnAccount } from './account/own-account.ts';
import { createPendingChanges } from './account/pending-changes.ts';
import { setRefreshAlarm } from './account/refresh-alarm.ts';
import { createServices, type Services } from './account/services.ts';
import { sessionStores } from './account/session-stores.ts';
import { type Counts, noCounts, viewSession } from './account/session-view.ts';
import { createSignIn, pendingSignIn, type SignIn } from './account/sign-in.ts';
import { restoreSignInStep, type SignInStepStore, signInStepSchema } from './account/sign-in-step.ts';
import { createSignUp, type SignUp, sentSignUp } from './account/sign-up.ts';
import { restoreTerms, type Terms } from './account/terms.ts';
import { pushToScreens, pushToTabs } from './browser/push.ts';
import {
  keepConfiguration,
  loadConfiguration,
  readPolicy,
  type StoredConfiguration,
  storedConfiguration,
} from './configuration/configuration-store.ts';
import { fireAndForget } from './fire-and-forget.ts';
import { type Captures, createCaptures } from './pages/captures.ts';
import { openDatabase } from './storage/database.ts';
import { sessionItem } from './storage/session-item.ts';
import { setting } from './storage/settings.ts';
import { createVault, type Vault } from './storage/vault.ts';
import { remind } from './tasks/notifications.ts';
import { createProjects, type Projects, projectsSetting, storedProjects } from './tasks/projects.ts';
import { createReminders, type ReminderKeeper } from './tasks/reminders.ts';
import type { RetryTimer } from './tasks/retry-timer.ts';
import { createTasks, type Tasks } from './tasks/tasks.ts';

export interface Background {
  session: Session;
  signUp: SignUp;
  signInStep: SignInStepStore;
  signIn: SignIn;
  ownAccount: OwnAccount;
  idleLock: IdleLock;
  tasks: Tasks;
  projects: Projects;
  vault: Vault;
  terms: Terms;
  /** @throws CodedError `notConfigured`, or the configuration's fault */
  services(): Services;
  captures: Captures;
  reminders: ReminderKeeper;
  /** It may be another day. */
  check(): Promise<void>;
  configuration(): Configuration | null;
  /** Resolves once it is known whether an administrator's policy has another. */
  policed: Promise<void>;
  /** Replaces the whole configuration, which signs out. */
  configure(configuration: Configuration): Promise<void>;
  setIntent(intent: Intent): Promise<void>;
  /** What becomes of the unsent work of accounts whose session has ended. */
  settleDeparted(unsent: 'keep' | 'discard'): Promise<void>;
  sessionView(): SessionView;
}

/** @param shown called with each new view of the session, and once at the start */
export async function createBackground(
  retry: RetryTimer,
  watchIdleness: WatchIdleness,
  shown: (view: SessionView) => void,
): Promise<Background> {
  const started = sessionItem('started', v.literal(true));
  const [database, known] = await Promise.all([openDatabase(), started.get()]);
  const starting = known === null;
  const vault = createVault(database);
  const configured = setting(database, 'configuration', storedConfiguration);
  const identityIds = createIdentityIds(database);
  const account = createAccountStore(database, vault, sessionItem('account', accountRecord));
  const intended = sessionItem('intent', v.nullable(v.literal('addTask')));

  const loaded = await loadConfiguration(configured, starting);
  let fault: SafeError | null = loaded.fault;
  let current: Services | null = null;
  let intent: Intent = await intended.get();
  let counts = noCounts;

  const services = (): Services => {
    if (!current) throw fault ? new CodedError(fault.code, fault.data) : new CodedError('notConfigured');
    return current;
  };
  const use = (configuration: Configuration | null) => {
    current = configuration && createServices(configuration, () => session, identityIds);
  };
  use(loaded.configuration);

  const accountKey = () => session.state.account?.key ?? null;
  const departed = createDepartedAccounts(database, vault, accountKey);
  const view = (): SessionView =>
    viewSession({
      state: session.state,
      services: current,
      fault,
      signInStep,
      intent,
      terms,
      counts,
    });
  let restored = false;
  const changed = () => {
    if (restored) shown(view());
  };

  const session: Session = await restoreSession(
    sessionStores(account, setting(database, 'ended', v.picklist(endReasons))),
    () => services().auth,
    {
      now: Date.now,
      changed,
      renewAt: setRefreshAlarm,
      async leaving(leftAccount, how) {
        tasks.forget();
        terms.forget();
        counts = noCounts;
        intent = null;
        await Promise.all([
          identityIds.forgetUsers(),
          intended.remove(),
          captures.seen(),
          departed.leave(leftAccount.key, how),
        ]);
        if (leftAccount.hosted && how === 'signedOut') fireAndForget(services().signOutInBrowser());
      },
    },
  );
  const signInStep = await restoreSignInStep(sessionItem('unfinished', signInStepSchema), changed);
  const signUp = createSignUp(
    signInStep,
    sessionItem('sentRegistration', sentSignUp),
    () => services().userPool,
    Date.now,
  );
  const terms = await restoreTerms(vault, () => services().profile, accountKey, changed);
  const tasks: Tasks = createTasks({
    vault,
    service: {
      delta: (since) => services().tasks.delta(since),
      send: async (...change) => terms.observe(services().tasks.send(...change)),
    },
    account: accountKey,
    today: () => localDay(Date.now()),
    now: Date.now,
    retry,
    push: (push) => {
      pushToScreens(push);
      fireAndForget(pushToTabs({ kind: 'tasks' }));
    },
    changed: () => fireAndForget(countUnsent()),
    whileSending: (send) => projects.whileSending(send),
  });
  const signIn = createSignIn({
    session,
    signUp,
    signInStep,
    pending: sessionItem('challenge', pendingSignIn),
    services,
    async entered() {
      const { account: entered } = session.state;
      if (entered) await departed.enter(entered.key, !entered.keep);
      await terms.fetch();
      tasks.resume();
      fireAndForget(reminders.check());
    },
  });
  const ownAccount = createOwnAccount({
    session,
    signInStep,
    pending: createPendingChanges(vault),
    deleting: setting(database, 'deleting', deletion),
    forget: (key) => departed.leave(key, 'signedOut'),
    own: () => services().own,
    profile: () => (services().configuration.apis.ProfileAPI ? services().profile : null),
    now: Date.now,
  });
  const idleLock = await restoreIdleLock(
    setting(database, 'lockAfter', v.picklist(lockTimes)),
    watchIdleness,
    session,
  );
  const projects: Projects = createProjects(
    setting(database, projectsSetting, storedProjects, 'relaxed'), // the server has them
    (fresh) => services().tasks.projects(fresh),
    () => tasks.unconfirmedDeltas(),
    Date.now,
    ({ projects: rows, fetchedAt }) =>
      pushToScreens({ kind: 'projects', projects: rows, fetchedAt: fetchedAt ?? 0 }),
  );

  const captures = createCaptures(tasks, accountKey);
  const reminders = createReminders({
    stored: setting(database, 'reminders', storedReminders),
    vault,
    account: accountKey,
    tasks,
    wanted: async () => (await services().profile.read()).notifications,
    now: Date.now,
    checkAt: (when) => void browser.alarms.create('look', { when }),
    remind,
  });

  /** The dashboard and the button follow each change at once, confirmed or not. */
  async function countUnsent(): Promise<void> {
    const { projects: rows, fetchedAt } = await projects.view();
    if (fetchedAt !== null) pushToScreens({ kind: 'projects', projects: rows, fetchedAt });
    const [unsent, due, departedUnsent] = await Promise.all([
      tasks.unsent(),
      tasks.due(),
      departed.unsettled(),
    ]);
    const now: Counts = { unsent, departedUnsent, due };
    if (JSON.stringify(counts) === JSON.stringify(now)) return;
    counts = now;
    changed();
  }

  const leave = () => (current ? session.signOut() : session.drop());

  const { account: signedIn } = session.state;
  // Nobody is signed in to a cloud that is not the configured one.
  if (signedIn && (!loaded.configuration || !signedIn.key.startsWith(`${loaded.configuration.userPoolId}/`)))
    await leave();
  if (loaded.replaced) await Promise.all([projects.forget(), session.forgetCredentials()]);
  const present = session.state.account?.key ?? null;
  const [unsent, departedUnsent] = await Promise.all([
    present ? vault.count(present, 'outbox') : 0,
    departed.sweep(present),
  ]);
  counts = { ...noCounts, unsent, departedUnsent };
  if (unsent > 0) retry.later();
  // Not every browser keeps its alarms while it is closed.
  if (present && starting) setRefreshAlarm(Date.now() + 30_000);
  restored = true;
  shown(view());
  fireAndForget(ownAccount.resume());
  const policed = starting ? observePolicy() : Promise.resolve();
  if (starting) fireAndForget(check());

  /** A worker that dies before it knows lets the next one ask again. */
  async function observePolicy(): Promise<void> {
    const chosen = await readPolicy(configured);
    if (chosen !== undefined) await configure(chosen);
    await started.set(true);
  }

  async function check(): Promise<void> {
    await countUnsent();
    await reminders.check();
  }

  async function configure(chosen: StoredConfiguration | null): Promise<void> {
    await leave();
    await session.raiseEpoch();
    const kept = await keepConfiguration(configured, chosen);
    await Promise.all([projects.forget(), signInStep.remember(null)]);
    fault = kept.fault;
    use(kept.configuration);
    // Whoever signed in to the old cloud while its server was being told of the sign-out.
    await session.drop();
    await session.forgetCredentials();
    changed();
  }

  return {
    session,
    signUp,
    signInStep,
    signIn,
    ownAccount,
    idleLock,
    tasks,
    projects,
    vault,
    terms,
    captures,
    reminders,
    check,
    sessionView: view,
    services,
    configuration: () => current?.configuration ?? null,
    configure: (configuration) => configure({ from: 'import', configuration }),
    policed,
    async settleDeparted(unsent) {
      await departed.settle(unsent);
      await countUnsent();
    },
    async setIntent(next) {
      intent = next;
      if (next) await intended.set(next);
      else await intended.remove();
      changed();
    },
  };
}

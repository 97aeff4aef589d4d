/** The parts of the background, made from what is stored. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { lockTimes } from '../contract/account.ts';
import type { Configuration } from '../contract/configuration.ts';
import { localDay } from '../contract/day.ts';
import { CodedError, type SafeError } from '../contract/errors.ts';
import { reminders as storedReminders } from '../contract/reminders.ts';
import { endReasons, type Intent, type SessionView } from '../contract/session.ts';
import { restoreSession, type Session } from '../core/auth/session.ts';
import { accountRecord, createAccountStore } from './account/account-store.ts';
import { createLeftAccounts } from './account/departed-accounts.ts';
import { createIdentityIds } from './account/identity-ids.ts';
import { type IdleLock, restoreIdleLock, type WatchIdleness } from './account/idle-lock.ts';
import { createMe, deletion, type Me } from './account/own-account.ts';
import { createPendingChanges } from './account/pending-changes.ts';
import { setRefreshAlarm } from './account/refresh-alarm.ts';
import { type Cloud, createCloud } from './account/services.ts';
import { sessionStores } from './account/session-stores.ts';
import { type Counts, noCounts, viewSession } from './account/session-view.ts';
import { createEntrance, type Entrance, pendingEntry } from './account/sign-in.ts';
import { restoreUnfinished, type Unfinished, unfinishedStep } from './account/sign-in-step.ts';
import { createRegistration, type Registration, sentRegistration } from './account/sign-up.ts';
import { restoreTerms, type Terms } from './account/terms.ts';
import { pushToScreens, pushToTabs } from './browser/push.ts';
import {
  keepConfiguration,
  loadConfiguration,
  readPolicy,
  type StoredConfiguration,
  storedConfiguration,
} from './configuration/configuration-store.ts';
import { unwatched } from './fire-and-forget.ts';
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

export interface Parts {
  session: Session;
  registration: Registration;
  unfinished: Unfinished;
  entrance: Entrance;
  me: Me;
  idleLock: IdleLock;
  tasks: Tasks;
  projects: Projects;
  vault: Vault;
  terms: Terms;
  /** @throws CodedError `notConfigured`, or the configuration's fault */
  cloud(): Cloud;
  captures: Captures;
  reminders: ReminderKeeper;
  /** It may be another day. */
  look(): Promise<void>;
  configuration(): Configuration | null;
  /** Resolves once it is known whether an administrator's policy has another. */
  policed: Promise<void>;
  /** Replaces the whole configuration, which signs out. */
  configure(configuration: Configuration): Promise<void>;
  intend(intent: Intent): Promise<void>;
  /** What becomes of the unsent work of accounts whose session has ended. */
  settleLeft(unsent: 'keep' | 'discard'): Promise<void>;
  sessionView(): SessionView;
}

/** @param shown called with each new view of the session, and once at the start */
export async function restoreParts(
  retry: RetryTimer,
  watchIdleness: WatchIdleness,
  shown: (view: SessionView) => void,
): Promise<Parts> {
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
  let cloud: Cloud | null = null;
  let intent: Intent = await intended.get();
  let counts = noCounts;

  const services = (): Cloud => {
    if (!cloud) throw fault ? new CodedError(fault.code, fault.data) : new CodedError('notConfigured');
    return cloud;
  };
  const use = (configuration: Configuration | null) => {
    cloud = configuration && createCloud(configuration, () => session, identityIds);
  };
  use(loaded.configuration);

  const accountKey = () => session.state.account?.key ?? null;
  const left = createLeftAccounts(database, vault, accountKey);
  const view = (): SessionView =>
    viewSession({ state: session.state, cloud, fault, unfinished, intent, terms, counts });
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
          left.leave(leftAccount.key, how),
        ]);
        if (leftAccount.hosted && how === 'signedOut') unwatched(services().signOutInBrowser());
      },
    },
  );
  const unfinished = await restoreUnfinished(sessionItem('unfinished', unfinishedStep), changed);
  const registration = createRegistration(
    unfinished,
    sessionItem('sentRegistration', sentRegistration),
    () => services().userPool,
    Date.now,
  );
  const terms = await restoreTerms(vault, () => services().profile, accountKey, changed);
  const tasks: Tasks = createTasks({
    vault,
    service: {
      news: (since) => services().tasks.news(since),
      send: async (...change) => terms.heed(services().tasks.send(...change)),
    },
    account: accountKey,
    today: () => localDay(Date.now()),
    now: Date.now,
    retry,
    push: (push) => {
      pushToScreens(push);
      unwatched(pushToTabs({ kind: 'tasks' }));
    },
    changed: () => unwatched(countUnsent()),
    whileSending: (send) => projects.whileSending(send),
  });
  const entrance = createEntrance({
    session,
    registration,
    unfinished,
    pending: sessionItem('challenge', pendingEntry),
    cloud: services,
    async entered() {
      const { account: entered } = session.state;
      if (entered) await left.enter(entered.key, !entered.keep);
      await terms.learn();
      tasks.takeUp();
      unwatched(reminders.look());
    },
  });
  const me = createMe({
    session,
    unfinished,
    pending: createPendingChanges(vault),
    deleting: setting(database, 'deleting', deletion),
    forget: (key) => left.leave(key, 'signedOut'),
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
    lookAt: (when) => void browser.alarms.create('look', { when }),
    remind,
  });

  /** The dashboard and the button follow each change at once, confirmed or not. */
  async function countUnsent(): Promise<void> {
    const { projects: rows, fetchedAt } = await projects.view();
    if (fetchedAt !== null) pushToScreens({ kind: 'projects', projects: rows, fetchedAt });
    const [unsent, due, leftUnsent] = await Promise.all([tasks.unsent(), tasks.due(), left.unsettled()]);
    const now: Counts = { unsent, leftUnsent, due };
    if (JSON.stringify(counts) === JSON.stringify(now)) return;
    counts = now;
    changed();
  }

  const leave = () => (cloud ? session.signOut() : session.drop());

  const { account: signedIn } = session.state;
  // Nobody is signed in to a cloud that is not the configured one.
  if (signedIn && (!loaded.configuration || !signedIn.key.startsWith(`${loaded.configuration.userPoolId}/`)))
    await leave();
  if (loaded.replaced) await Promise.all([projects.forget(), session.forgetCredentials()]);
  const present = session.state.account?.key ?? null;
  const [unsent, leftUnsent] = await Promise.all([
    present ? vault.count(present, 'outbox') : 0,
    left.sweep(present),
  ]);
  counts = { ...noCounts, unsent, leftUnsent };
  if (unsent > 0) retry.later();
  // Not every browser keeps its alarms while it is closed.
  if (present && starting) setRefreshAlarm(Date.now() + 30_000);
  restored = true;
  shown(view());
  unwatched(me.resume());
  const policed = starting ? heedPolicy() : Promise.resolve();
  if (starting) unwatched(look());

  /** A worker that dies before it knows lets the next one ask again. */
  async function heedPolicy(): Promise<void> {
    const chosen = await readPolicy(configured);
    if (chosen !== undefined) await configure(chosen);
    await started.set(true);
  }

  async function look(): Promise<void> {
    await countUnsent();
    await reminders.look();
  }

  async function configure(chosen: StoredConfiguration | null): Promise<void> {
    await leave();
    await session.raiseEpoch();
    const kept = await keepConfiguration(configured, chosen);
    await Promise.all([projects.forget(), unfinished.remember(null)]);
    fault = kept.fault;
    use(kept.configuration);
    // Whoever signed in to the old cloud while its server was being told of the sign-out.
    await session.drop();
    await session.forgetCredentials();
    changed();
  }

  return {
    session,
    registration,
    unfinished,
    entrance,
    me,
    idleLock,
    tasks,
    projects,
    vault,
    terms,
    captures,
    reminders,
    look,
    sessionView: view,
    cloud: services,
    configuration: () => cloud?.configuration ?? null,
    configure: (configuration) => configure({ from: 'import', configuration }),
    policed,
    async settleLeft(unsent) {
      await left.settle(unsent);
      await countUnsent();
    },
    async intend(next) {
      intent = next;
      if (next) await intended.set(next);
      else await intended.remove();
      changed();
    },
  };
}

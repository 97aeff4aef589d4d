/** The session, the scope of the present account or guest, and the data of departed accounts. */
import { type Intent, intent as intentShape, type SessionView } from '../../contract/session.ts';
import { restoreSession, type Session, type SessionDependencies } from '../../core/auth/session.ts';
import { createMutex } from '../../core/mutex.ts';
import type { Screens } from '../browser/screens.ts';
import type { CurrentConfiguration } from '../configuration/configuration.ts';
import type { Environment } from '../environment.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import { waitingCaptures } from '../pages/captures.ts';
import type { Storage } from '../storage/storage.ts';
import type { ReminderKeeper } from '../tasks/reminders.ts';
import { taskKinds } from '../tasks/stored-tasks.ts';
import { createErasedAccounts, deletions } from './deletion.ts';
import { createDepartedAccounts, type DepartedAccounts } from './departed-accounts.ts';
import { type IntentStore, restoreIntent } from './intent.ts';
import { moveLegacyAccounts } from './legacy-accounts.ts';
import { createScopes, noCounts, type Scope } from './scope.ts';
import { sessionStores } from './session-stores.ts';
import { restoreSignInStep, type SignInStepStore, storedStep } from './sign-in-step.ts';

export interface Accounts {
  session: Session;
  /** The scope of the present account or guest. */
  scope(): Scope;
  departed: DepartedAccounts;
  signInStep: SignInStepStore;
  intent: IntentStore;
  /** Finishes the work of the last worker, and leaves an account of another cloud than the configured one. */
  settle(): Promise<void>;
  /** Called after a sign-in. */
  welcome(reminders: ReminderKeeper): Promise<void>;
  /** Shows the numbers of unsent and due tasks on the screens. */
  count(): Promise<void>;
  /** Continues a deletion of the present account, or of one that was found to be gone. */
  resumeDeletion(): Promise<void>;
  view(): SessionView;
}

/** Ms after a start of the browser at which the tokens are renewed. */
const restartPause = 30_000;

export async function openAccounts(
  storage: Storage,
  configuration: CurrentConfiguration,
  environment: Environment,
  { changed, lastShown }: Screens,
): Promise<Accounts> {
  const { sessionItem, setting } = storage;
  const { services } = configuration;
  await moveLegacyAccounts(storage, configuration.before);
  const deleting = setting('deleting', deletions);
  const departed = createDepartedAccounts(
    storage.database,
    storage.vault,
    () => session.state.account?.key ?? null,
  );
  const intent = await restoreIntent(sessionItem('intent', intentShape), changed);
  const signInStep = await restoreSignInStep(sessionItem('signInStep', storedStep), changed);
  const session: Session = await restoreSession(sessionStores(storage), services, {
    ...environment,
    changed,
    leaving: leaveWith(departed, intent, configuration),
  });
  const erased = createErasedAccounts(session, deleting, departed, signInStep);
  const scope = createScopes({
    environment,
    storage,
    session,
    services,
    waiting: { stored: sessionItem('captures', waitingCaptures), serial: createMutex() },
    deleting,
    erased: erased.forget,
    changed,
    tasksChanged: () => fireAndForget(count()),
  });
  const count = createCount(scope, departed, changed);
  sendWhenDue(scope, environment);

  return {
    session,
    scope,
    departed,
    signInStep,
    intent,
    count,
    settle: () => settle({ session, scope, departed, lastShown }, storage, configuration, environment),
    welcome: (reminders) => welcome({ scope, departed, count }, reminders),
    resumeDeletion: async () => (scope().account?.own ?? erased).resume(),
    view: () => viewSession(session.state, scope(), configuration, signInStep, intent.get()),
  };
}

/** The view of the session for the screens. */
function viewSession(
  state: Session['state'],
  { account: present, counts }: Scope,
  configuration: CurrentConfiguration,
  signInStep: SignInStepStore,
  intent: Intent,
): SessionView {
  const { account } = state;
  const current = configuration.current()?.configuration;
  return {
    epoch: state.epoch,
    configured: current !== undefined,
    fault: configuration.fault(),
    hostedUi: current?.hostedUi !== undefined,
    passwordPolicy: current?.passwordPolicy ?? null,
    attributes: current?.attributes ?? { required: [], optional: [] },
    usernames: current?.usernames ?? 'any',
    account: account && { username: account.username, email: account.email, sub: account.sub },
    identityId: state.credentials?.identityId ?? null,
    ended: state.ended,
    signInStep: signInStep.step(),
    signInTurn: signInStep.turn(),
    intent,
    termsRequired: present?.terms.required() ?? false,
    ...(account ? counts : noCounts),
  };
}

/** Sends unsent changes when the retry timer fires. */
function sendWhenDue(scope: Accounts['scope'], { retry }: Environment): void {
  retry.onDue(() => {
    const { account } = scope();
    // The account was left meanwhile: the alarm would ring again and again.
    if (account) account.tasks.resume();
    else retry.stop();
  });
}

/** @returns the function to call when an account is left */
const leaveWith =
  (departed: DepartedAccounts, intent: IntentStore, configuration: CurrentConfiguration) =>
  async (...[account, how, removeRecord]: Parameters<SessionDependencies['leaving']>): Promise<void> => {
    const services = configuration.current();
    await departed.leave(account.key, how, removeRecord);
    await Promise.all([configuration.identityIds.forgetUsers(), intent.set(null)]);
    if (account.hosted && how === 'signedOut' && services) fireAndForget(services.signOutInBrowser());
  };

/** @returns {@link Accounts.count}. The dashboard and the button follow each change at once, confirmed or not */
function createCount(
  scope: Accounts['scope'],
  departed: DepartedAccounts,
  changed: () => void,
): Accounts['count'] {
  return async () => {
    const here = scope();
    await here.projects.announce();
    const [unsent, due, departedUnsent] = await Promise.all([
      here.account?.tasks.unsent() ?? 0,
      here.account?.tasks.due() ?? null,
      departed.unsettled(),
    ]);
    const counts = { unsent, departedUnsent, due };
    if (JSON.stringify(here.counts) === JSON.stringify(counts)) return;
    here.counts = counts;
    changed();
  };
}

async function settle(
  {
    session,
    scope,
    departed,
    lastShown,
  }: Pick<Accounts, 'session' | 'scope' | 'departed'> & Pick<Screens, 'lastShown'>,
  { vault, starting }: Storage,
  configuration: CurrentConfiguration,
  { now, renewAt, retry }: Environment,
): Promise<void> {
  const { account } = session.state;
  if (account && account.key !== configuration.current()?.accountKey(account.sub))
    await session.replace(null);
  if (configuration.replaced) await Promise.all([scope().projects.forget(), session.forgetCredentials()]);
  const here = scope();
  const key = here.account?.key ?? null;
  const [unsent, departedUnsent] = await Promise.all([
    key ? vault.count(key, taskKinds.outbox) : 0,
    departed.sweep(key),
    here.account?.terms.restore(),
  ]);
  const shown = lastShown();
  const due = shown?.epoch === session.state.epoch ? shown.due : null;
  here.counts = { unsent, departedUnsent, due };
  if (unsent > 0) retry.later();
  // Some browsers lose their alarms while they are closed.
  if (key && starting) renewAt(now() + restartPause);
}

async function welcome(
  { scope, departed, count }: Pick<Accounts, 'scope' | 'departed' | 'count'>,
  reminders: ReminderKeeper,
): Promise<void> {
  const { account, captures } = scope();
  if (!account) return;
  fireAndForget(captures.resume());
  await departed.enter(account.key);
  await account.terms.fetch();
  account.tasks.resume();
  fireAndForget(count());
  fireAndForget(reminders.check());
  fireAndForget(account.own.resume());
}

/** Who is here: the session, the scope of whoever it is, and what stays of those who have left. */
import { intent as intentShape, type SessionView } from '../../contract/session.ts';
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
import { createDepartedAccounts, type DepartedAccounts } from './departed-accounts.ts';
import { type IntentStore, restoreIntent } from './intent.ts';
import { moveLegacyAccounts } from './legacy-accounts.ts';
import { deletions } from './own-account.ts';
import { createScopes, type Scope } from './scope.ts';
import { sessionStores } from './session-stores.ts';
import { noCounts, viewSession } from './session-view.ts';
import { restoreSignInStep, type SignInStepStore, storedStep } from './sign-in-step.ts';

export interface Accounts {
  session: Session;
  /** What belongs to whoever is here now. */
  scope(): Scope;
  departed: DepartedAccounts;
  signInStep: SignInStepStore;
  intent: IntentStore;
  /** Finishes what the worker before has left, and leaves an account of another cloud than the configured one. */
  settle(): Promise<void>;
  /** Somebody has signed in. */
  welcome(reminders: ReminderKeeper): Promise<void>;
  /** Tells the screens how much is unsent and due. */
  count(): Promise<void>;
  /** Goes on with a deletion of the account that is here, or of one that was found to be gone. */
  resumeDeletion(): Promise<void>;
  view(): SessionView;
}

/** Ms after a start of the browser at which the tokens are renewed. */
const restartPause = 30_000;

export async function openAccounts(
  storage: Storage,
  configuration: CurrentConfiguration,
  environment: Environment,
  { changed }: Screens,
): Promise<Accounts> {
  const { sessionItem, setting } = storage;
  await moveLegacyAccounts(storage, configuration.before);
  const deleting = setting('deleting', deletions);
  const present = () => session.state.account?.key ?? null;
  const departed = createDepartedAccounts(storage.database, storage.vault, present);
  const intent = await restoreIntent(sessionItem('intent', intentShape), changed);
  const signInStep = await restoreSignInStep(sessionItem('unfinished', storedStep), changed);
  const session: Session = await restoreSession(sessionStores(storage), configuration.services, {
    now: environment.now,
    changed,
    renewAt: environment.renewAt,
    leaving,
  });
  const scope = createScopes({
    environment,
    storage,
    session,
    services: configuration.services,
    waiting: { stored: sessionItem('captures', waitingCaptures), serial: createMutex() },
    account: { deleting, erased, changed, tasksChanged: () => fireAndForget(count()) },
  });

  environment.retry.onDue(() => {
    const { account } = scope();
    // Left in the same moment: an alarm would ring for nobody, again and again.
    if (account) account.tasks.resume();
    else environment.retry.stop();
  });

  async function leaving(...[account, how, removeRecord]: Parameters<SessionDependencies['leaving']>) {
    const services = configuration.current();
    await departed.leave(account.key, how, removeRecord);
    await Promise.all([configuration.identityIds.forgetUsers(), intent.set(null)]);
    if (account.hosted && how === 'signedOut' && services) fireAndForget(services.signOutInBrowser());
  }

  async function erased(key: string): Promise<void> {
    if ((present() ?? key) === key) {
      // A screen that has seen the session end before this was known begins anew, with these words.
      await Promise.all([
        session.raiseEpoch(),
        signInStep.remember({ step: 'signIn', username: '', note: 'deleted' }),
      ]);
      await session.drop(key);
    }
    await departed.leave(key, 'signedOut');
    const { [key]: _, ...others } = (await deleting.get()) ?? {};
    await deleting.set(others);
  }

  /** The dashboard and the button follow each change at once, confirmed or not. */
  async function count(): Promise<void> {
    const here = scope();
    const { projects: rows, fetchedAt } = await here.projects.view();
    if (fetchedAt !== null) environment.pushToScreens({ kind: 'projects', projects: rows, fetchedAt });
    const [unsent, due, departedUnsent] = await Promise.all([
      here.account?.tasks.unsent() ?? 0,
      here.account?.tasks.due() ?? null,
      departed.unsettled(),
    ]);
    const counts = { unsent, departedUnsent, due };
    if (JSON.stringify(here.counts) === JSON.stringify(counts)) return;
    here.counts = counts;
    changed();
  }

  return {
    session,
    scope,
    departed,
    signInStep,
    intent,
    count,
    async settle() {
      const { account } = session.state;
      if (account && account.key !== configuration.current()?.accountKey(account.sub))
        await session.replace(null);
      if (configuration.replaced) await Promise.all([scope().projects.forget(), session.forgetCredentials()]);
      const here = scope();
      const key = present();
      const [unsent, departedUnsent] = await Promise.all([
        key ? storage.vault.count(key, taskKinds.outbox) : 0,
        departed.sweep(key),
        here.account?.terms.restore(),
      ]);
      here.counts = { ...noCounts, unsent, departedUnsent };
      if (unsent > 0) environment.retry.later();
      // Not every browser keeps its alarms while it is closed.
      if (key && storage.starting) environment.renewAt(environment.now() + restartPause);
    },
    async welcome(reminders) {
      const { account } = scope();
      if (!account) return;
      await departed.enter(account.key);
      await account.terms.fetch();
      account.tasks.resume();
      fireAndForget(count());
      fireAndForget(reminders.check());
      fireAndForget(account.own.resume());
    },
    async resumeDeletion() {
      const { account } = scope();
      if (account) return account.own.resume();
      // Another question has found out first that there is nobody any more.
      if (!session.state.ended) return;
      for (const [key, isLast] of Object.entries((await deleting.get()) ?? {})) if (isLast) await erased(key);
    },
    view() {
      const { account, counts } = scope();
      return viewSession({
        state: session.state,
        services: configuration.current(),
        fault: configuration.fault(),
        signInStep,
        intent: intent.get(),
        termsRequired: account?.terms.required() ?? false,
        counts,
      });
    },
  };
}

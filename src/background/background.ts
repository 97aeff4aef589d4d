/** The composition root: makes the background's parts from the stored state. */
import * as v from 'valibot';
import { lockTimes } from '../contract/account.ts';
import { reminders as storedReminders } from '../contract/reminders.ts';
import { type Accounts, openAccounts } from './account/accounts.ts';
import { type IdleLock, restoreIdleLock } from './account/idle-lock.ts';
import { createRecovery, type Recovery } from './account/recovery.ts';
import { createSignIn, pendingSignIn, type SignIn } from './account/sign-in.ts';
import { createSignUp, type SignUp, sentSignUp } from './account/sign-up.ts';
import { restoreScreens } from './browser/screens.ts';
import { type CurrentConfiguration, openConfiguration } from './configuration/configuration.ts';
import { createReplacement, type Replacement } from './configuration/replacement.ts';
import type { Environment } from './environment.ts';
import { fireAndForget } from './fire-and-forget.ts';
import { openStorage } from './storage/storage.ts';
import { createReminders, type ReminderKeeper } from './tasks/reminders.ts';

export interface Background
  extends Pick<Accounts, 'session' | 'scope' | 'departed' | 'signInStep' | 'intent' | 'count' | 'view'>,
    Pick<Replacement, 'configure'> {
  configuration: CurrentConfiguration;
  signUp: SignUp;
  recovery: Recovery;
  signIn: SignIn;
  idleLock: IdleLock;
  reminders: ReminderKeeper;
  /** The day may have changed. */
  check(): Promise<void>;
  /** Resolves once the administrator's policy has been checked for another configuration. */
  policed: Promise<void>;
}

export async function createBackground(environment: Environment): Promise<Background> {
  const { now, watchIdleness, checkAt, remind } = environment;
  const storage = await openStorage(environment);
  const configuration = await openConfiguration(storage, environment);
  const screens = await restoreScreens(storage.sessionItem('lastShown', v.unknown()), environment.shown);

  const accounts = await openAccounts(storage, configuration, environment, screens);
  const { session, scope, signInStep, view } = accounts;
  const idleLock = await restoreIdleLock(
    storage.setting('lockAfter', v.picklist(lockTimes)),
    watchIdleness,
    session,
  );
  const reminders = createReminders({
    stored: storage.setting('reminders', storedReminders),
    account: () => scope().account,
    now,
    checkAt,
    remind,
  });
  const userPool = () => configuration.services().userPool;
  const signUp = createSignUp(signInStep, storage.sessionItem('sentSignUp', sentSignUp), userPool, now);
  const recovery = createRecovery(signInStep, userPool, now);
  const signIn = createSignIn({
    session,
    signUp,
    signInStep,
    pending: storage.sessionItem('challenge', pendingSignIn),
    services: configuration.services,
    entered: () => accounts.welcome(reminders),
  });
  const replacement = createReplacement(storage, configuration, accounts, signIn, screens);

  const check = async () => {
    await accounts.count();
    await reminders.check();
  };
  await accounts.settle();
  screens.open(view);
  fireAndForget(scope().captures.resume());
  fireAndForget(accounts.resumeDeletion());
  const policed = replacement.observePolicy();
  if (storage.starting) fireAndForget(check());
  const { configure } = replacement;
  return {
    ...accounts,
    configuration,
    signUp,
    recovery,
    signIn,
    idleLock,
    reminders,
    configure,
    check,
    policed,
  };
}

/** The signed-in person's own account: what the user pool keeps of them, and their row. */
import type { Background } from '../background.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { HandlersOf } from './router.ts';

export function ownAccountHandlers({
  ownAccount,
  services,
  terms,
  tasks,
  idleLock,
  reminders,
}: Background): HandlersOf<'me' | 'profile' | 'admin'> {
  const done = async (work: Promise<unknown>): Promise<null> => {
    await work;
    return null;
  };
  return {
    'me.details': async () => ({ ...(await ownAccount.details()), lockAfter: await idleLock.after() }),
    'me.change': ({ attributes }) => done(ownAccount.change(attributes)),
    'me.sendCode': ({ attribute }) => ownAccount.sendCode(attribute),
    'me.verify': ({ attribute, code }) => done(ownAccount.verify(attribute, code)),
    'me.cancelChange': ({ attribute }) => done(ownAccount.cancelChange(attribute)),
    'me.changePassword': ({ current, password }) => done(services().own.changePassword(current, password)),
    'me.beginAuthenticator': () => services().own.beginAuthenticator(),
    'me.confirmAuthenticator': ({ code }) => done(ownAccount.confirmAuthenticator(code)),
    'me.useFactors': ({ used, preferred }) => done(services().own.useFactors(used, preferred)),
    'me.lockAfter': ({ minutes }) => done(idleLock.set(minutes)),
    'me.delete': () => done(ownAccount.delete()),

    'profile.get': () => services().profile.read(),
    'profile.notify': async (notifications) => {
      await services().profile.change({ notifications });
      fireAndForget(reminders.check());
      return null;
    },
    'profile.acceptTerms': async () => {
      await terms.accept();
      tasks.resume();
      return null;
    },
    'admin.users': ({ cursor }) => services().profile.users(cursor),
  };
}

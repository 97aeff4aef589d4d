/** The signed-in person's own account: what the user pool keeps of them, and their row. */
import type { Parts } from '../background.ts';
import { unwatched } from '../fire-and-forget.ts';
import type { HandlersOf } from './router.ts';

export function meHandlers({
  me,
  cloud,
  terms,
  tasks,
  idleLock,
  reminders,
}: Parts): HandlersOf<'me' | 'profile' | 'admin'> {
  const done = async (work: Promise<unknown>): Promise<null> => {
    await work;
    return null;
  };
  return {
    'me.details': async () => ({ ...(await me.details()), lockAfter: await idleLock.after() }),
    'me.change': ({ attributes }) => done(me.change(attributes)),
    'me.sendCode': ({ attribute }) => me.sendCode(attribute),
    'me.verify': ({ attribute, code }) => done(me.verify(attribute, code)),
    'me.cancelChange': ({ attribute }) => done(me.cancelChange(attribute)),
    'me.changePassword': ({ current, password }) => done(cloud().own.changePassword(current, password)),
    'me.beginAuthenticator': () => cloud().own.beginAuthenticator(),
    'me.confirmAuthenticator': ({ code }) => done(me.confirmAuthenticator(code)),
    'me.useFactors': ({ used, preferred }) => done(cloud().own.useFactors(used, preferred)),
    'me.lockAfter': ({ minutes }) => done(idleLock.set(minutes)),
    'me.delete': () => done(me.delete()),

    'profile.get': () => cloud().profile.read(),
    'profile.notify': async (notifications) => {
      await cloud().profile.change({ notifications });
      unwatched(reminders.look());
      return null;
    },
    'profile.acceptTerms': async () => {
      await terms.accept();
      tasks.takeUp();
      return null;
    },
    'admin.users': ({ cursor }) => cloud().profile.users(cursor),
  };
}

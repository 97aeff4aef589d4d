/** Operations of the signed-in person's own account: their user in the pool, and their row. */
import { accountOf } from '../account/scope.ts';
import type { Background } from '../background.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { HandlersOf } from './handlers.ts';

/** An operation that changes or ends an account names it: a screen may still show an earlier one. */
export function ownAccountHandlers({
  scope,
  idleLock,
  reminders,
}: Background): HandlersOf<'ownAccount' | 'profile' | 'admin'> {
  const account = () => accountOf(scope());
  const own = (sub: string) => accountOf(scope(), sub).own;
  return {
    'ownAccount.details': async () => ({
      ...(await account().own.details()),
      lockAfter: await idleLock.after(),
    }),
    'ownAccount.change': async ({ sub, attributes }) => own(sub).change(attributes),
    'ownAccount.sendCode': async ({ sub, attribute }) => own(sub).sendCode(attribute),
    'ownAccount.verify': async ({ sub, attribute, code }) => own(sub).verify(attribute, code),
    'ownAccount.cancelChange': async ({ sub, attribute }) => own(sub).cancelChange(attribute),
    'ownAccount.changePassword': async ({ sub, current, password }) =>
      own(sub).changePassword(current, password),
    'ownAccount.beginAuthenticator': async ({ sub }) => own(sub).beginAuthenticator(),
    'ownAccount.confirmAuthenticator': async ({ sub, code }) => own(sub).confirmAuthenticator(code),
    'ownAccount.useFactors': async ({ sub, used, preferred }) => own(sub).useFactors(used, preferred),
    'ownAccount.lockAfter': ({ minutes }) => idleLock.set(minutes),
    'ownAccount.delete': async ({ sub }) => own(sub).delete(),

    'profile.get': async () => account().profile.read(),
    'profile.notify': async (notifications) => {
      await account().profile.change({ notifications });
      fireAndForget(reminders.check());
    },
    'profile.acceptTerms': async () => {
      const { terms, tasks } = account();
      await terms.accept();
      tasks.resume();
    },
    'admin.users': async ({ cursor }) => account().profile.users(cursor),
  };
}

/** Operations of sign-up, recovery, sign-in and sign-out. */
import { accountOf } from '../account/scope.ts';
import type { Background } from '../background.ts';
import { readConfirmLink } from '../pages/confirm-link.ts';
import type { Caller, HandlersOf } from './handlers.ts';

export function accountHandlers(background: Background): HandlersOf<'account'> {
  const { session, scope, signUp, recovery, signIn, departed, configuration } = background;
  /** The present account, if it is the one that the screen shows. */
  const shownAccount = (caller: Caller) => accountOf(scope(), caller.tier === 'own' ? caller.sub : undefined);
  return {
    'account.register': signUp.register,
    'account.confirm': signUp.confirm,
    'account.confirmLink': () =>
      readConfirmLink(configuration.current()?.configuration.apis.ProfileAPI?.endpoint),
    'account.resendCode': signUp.resendCode,
    'account.forgotPassword': recovery.forgotPassword,
    'account.resetPassword': recovery.resetPassword,
    'account.signIn': signIn.withPassword,
    'account.answerChallenge': signIn.answer,
    'account.challengeSecret': signIn.authenticatorSecret,
    'account.signInInBrowser': signIn.inBrowser,
    'account.signOut': async ({ unsent, everywhere = false }, caller) => {
      if (!scope().account) return session.signOut();
      const { tasks, signal } = shownAccount(caller);
      const leave = () => session.signOut({ everywhere });
      // A deletion cannot be undone after the sign-out, so it is sent at once.
      if (!unsent) await tasks.sendDeletions();
      if (unsent === 'send' && (await tasks.unsent()) > 0) await tasks.flush();
      signal.throwIfAborted();
      await (unsent === 'discard' ? leave() : tasks.whenSent(leave));
    },
    'account.settleDepartedUnsent': async ({ unsent }, caller) => {
      shownAccount(caller);
      await departed.settle(unsent);
      await background.count();
    },
  };
}

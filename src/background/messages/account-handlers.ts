/** The session, and the ways in and out of it. */
import { CodedError } from '../../contract/errors.ts';
import type { Background } from '../background.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import { confirmLink } from '../pages/confirm-link.ts';
import { sendUnsent } from '../tasks/send-unsent.ts';
import type { HandlersOf } from './router.ts';

export function accountHandlers(background: Background): HandlersOf<'session' | 'account'> {
  const { session, signUp, signIn, tasks } = background;
  return {
    'session.get': async () => {
      // A screen that opens asks for the tasks next: reading them begins while it draws its frame.
      fireAndForget(tasks.ahead());
      return background.sessionView();
    },
    'session.remember': async (step) => {
      await background.signInStep.note(step);
      return null;
    },
    'session.intend': async ({ intent }) => {
      await background.setIntent(intent);
      return null;
    },

    'account.register': (input) => signUp.register(input),
    'account.confirm': (input) => signUp.confirm(input),
    'account.confirmLink': () => confirmLink(background.configuration()?.apis.ProfileAPI?.endpoint),
    'account.resendCode': (input) => signUp.resendCode(input),
    'account.forgotPassword': (input) => signUp.forgotPassword(input),
    'account.resetPassword': (input) => signUp.resetPassword(input),
    'account.signIn': (input) => signIn.withPassword(input),
    'account.answerChallenge': (answer) => signIn.answer(answer),
    'account.challengeSecret': () => signIn.authenticatorSecret(),
    'account.signInInBrowser': (input) => signIn.inBrowser(input),
    'account.signOut': async ({ unsent, everywhere }) => {
      // Nobody who leaves comes back for what they have just deleted.
      if (!unsent) await tasks.sendDeletions();
      const waiting = await tasks.unsent();
      if (waiting > 0 && unsent === undefined) throw new CodedError('unsentChanges', { count: waiting });
      if (unsent === 'send') await sendUnsent(tasks);
      await session.signOut({ everywhere: everywhere ?? false });
      return null;
    },
    'account.settleLeft': async ({ unsent }) => {
      await background.settleDeparted(unsent);
      return null;
    },
  };
}

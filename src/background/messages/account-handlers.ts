/** The session, and the ways in and out of it. */
import { CodedError } from '../../contract/errors.ts';
import type { Parts } from '../background.ts';
import { unwatched } from '../fire-and-forget.ts';
import { confirmLink } from '../pages/confirm-link.ts';
import { sendUnsent } from '../tasks/send-unsent.ts';
import type { HandlersOf } from './router.ts';

export function accountHandlers(parts: Parts): HandlersOf<'session' | 'account'> {
  const { session, registration, entrance, tasks } = parts;
  return {
    'session.get': async () => {
      // A screen that opens asks for the tasks next: reading them begins while it draws its frame.
      unwatched(tasks.ahead());
      return parts.sessionView();
    },
    'session.remember': async (step) => {
      await parts.unfinished.note(step);
      return null;
    },
    'session.intend': async ({ intent }) => {
      await parts.intend(intent);
      return null;
    },

    'account.register': (input) => registration.register(input),
    'account.confirm': (input) => registration.confirm(input),
    'account.confirmLink': () => confirmLink(parts.configuration()?.apis.ProfileAPI?.endpoint),
    'account.resendCode': (input) => registration.resendCode(input),
    'account.forgotPassword': (input) => registration.forgotPassword(input),
    'account.resetPassword': (input) => registration.resetPassword(input),
    'account.signIn': (input) => entrance.signIn(input),
    'account.answerChallenge': (answer) => entrance.answer(answer),
    'account.challengeSecret': () => entrance.authenticatorSecret(),
    'account.signInInBrowser': (input) => entrance.signInInBrowser(input),
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
      await parts.settleLeft(unsent);
      return null;
    },
  };
}

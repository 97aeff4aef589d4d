/** The session, the ways in and out of it, and what is kept of the person. */
import { CodedError } from '../../contract/errors.ts';
import { confirmLink } from '../confirm-link.ts';
import type { Parts } from '../parts.ts';
import type { HandlersOf } from '../router.ts';
import { sendUnsent } from './send-unsent.ts';

export function accountHandlers(parts: Parts): HandlersOf<'session' | 'account' | 'profile'> {
  const { session, registration, tasks, terms } = parts;
  return {
    'session.get': async () => parts.sessionView(),
    'session.remember': async (step) => {
      await registration.remember(step.step === 'confirm' ? registration.confirmStep(step.username) : step);
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
    'account.signIn': async (input) => {
      const outcome = await session.signIn(input);
      switch (outcome.step) {
        case 'signedIn':
          await registration.remember(null);
          await terms.learn();
          tasks.takeUp();
          return { step: 'signedIn', username: outcome.tokens.username };
        case 'confirm': {
          const { destination } = await registration.confirmFirst(input.username);
          return { step: 'confirm', username: input.username, destination };
        }
        case 'unsupported':
          throw new CodedError('challengeUnsupported', { challenge: outcome.challenge });
      }
    },
    'account.signOut': async ({ unsent, everywhere }) => {
      const waiting = await tasks.unsent();
      if (waiting > 0 && unsent === undefined) throw new CodedError('unsentChanges', { count: waiting });
      if (unsent === 'send') await sendUnsent(tasks);
      await session.signOut({ everywhere: everywhere ?? false });
      return null;
    },

    'profile.acceptTerms': async () => {
      await terms.accept();
      tasks.takeUp();
      return null;
    },
  };
}

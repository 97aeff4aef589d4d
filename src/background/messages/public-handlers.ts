/** Operations with or without an account: the session, the public projects, the reminders of this device. */
import { hasCode } from '../../contract/errors.ts';
import type { Background } from '../background.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { HandlersOf } from './handlers.ts';

export function publicHandlers(background: Background): HandlersOf<'session' | 'projects' | 'reminders'> {
  const { scope, reminders } = background;
  return {
    'session.get': async () => {
      // A screen that opens asks for the tasks next, so they are read while it renders its frame.
      const { account } = scope();
      if (account) fireAndForget(account.tasks.ahead());
      return background.view();
    },
    'session.remember': async ({ turn, typed }) => background.signInStep.note(turn, typed),
    'session.setIntent': async ({ intent }) => background.intent.set(intent),

    'projects.get': () => scope().projects.view(),
    'projects.refresh': () =>
      scope()
        .projects.refresh()
        .catch((error: unknown) => {
          // Another person is present now. The dashboard is public, so they may see it too.
          if (hasCode(error, 'sessionChanged', 'sessionEnded')) return scope().projects.refresh();
          throw error;
        }),

    'reminders.get': () => reminders.get(),
    'reminders.set': async (wanted) => reminders.set(wanted),
  };
}

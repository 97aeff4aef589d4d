/** Operations without an account: the public projects, the reminders of this device, the card of a page. */
import { hasCode } from '../../contract/errors.ts';
import type { Background } from '../background.ts';
import { activeTab, showCard } from '../pages/page-card.ts';
import type { HandlersOf } from './handlers.ts';

export function everybodysHandlers({
  scope,
  reminders,
}: Background): HandlersOf<'projects' | 'card' | 'reminders'> {
  return {
    'projects.get': () => scope().projects.view(),
    'projects.refresh': () =>
      scope()
        .projects.refresh()
        .catch((error: unknown) => {
          // The person has changed meanwhile. The dashboard is public, so the present person may see it too.
          if (hasCode(error, 'sessionChanged', 'sessionEnded')) return scope().projects.refresh();
          throw error;
        }),

    'reminders.get': () => reminders.get(),
    'reminders.set': async (wanted) => reminders.set(wanted),
    'card.show': async () => showCard(await activeTab()),
  };
}

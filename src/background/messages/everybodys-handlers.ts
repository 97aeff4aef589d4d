/** What needs no account: everybody's projects, the reminders of this device, the card of a page. */
import { hasCode } from '../../contract/errors.ts';
import type { Background } from '../background.ts';
import { activeTab, showCard } from '../pages/page-card.ts';
import type { HandlersOf } from './router.ts';

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
          // Somebody has left, or come, meanwhile: whoever is here now may see the dashboard too.
          if (hasCode(error, 'sessionChanged', 'sessionEnded')) return scope().projects.refresh();
          throw error;
        }),

    'reminders.get': () => reminders.get(),
    'reminders.set': async (wanted) => reminders.set(wanted),
    'card.show': async () => showCard(await activeTab()),
  };
}

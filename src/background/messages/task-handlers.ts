/** Operations of the signed-in person's tasks and captures. */
import { accountOf } from '../account/scope.ts';
import type { Background } from '../background.ts';
import { activeTab, webPage } from '../pages/page-card.ts';
import { taskOfPage } from '../pages/page-tasks.ts';
import { taskChanges } from '../tasks/task-changes.ts';
import type { HandlersOf } from './handlers.ts';

/** Each handler takes the account, or the scope, before its first `await`. */
export function taskHandlers({ scope }: Background): HandlersOf<'tasks' | 'capture'> {
  const account = () => accountOf(scope());
  const changes = () => taskChanges(account().tasks);
  return {
    'tasks.page': async ({ from }) => account().tasks.page(from),
    'tasks.refresh': async () => account().tasks.refresh(),
    'tasks.summary': async () => account().tasks.summary(),
    'tasks.create': async (draft, _, requestId) => {
      const here = account();
      const task = await taskChanges(here.tasks).create(draft, requestId);
      // The account may have been left meanwhile: the task is stored, and the form stays for its person.
      if (!here.signal.aborted) await here.draft.remove();
      return task;
    },
    'tasks.import': async ({ tasks: imported }) => changes().importAll(imported),
    'tasks.complete': async ({ taskId }) => changes().complete(taskId),
    'tasks.reopen': async ({ taskId }) => changes().reopen(taskId),
    'tasks.completeAll': async ({ taskIds }) => changes().completeAll(taskIds),
    'tasks.reopenAll': async ({ taskIds }) => changes().reopenAll(taskIds),
    'tasks.delete': async ({ taskIds }) => changes().removeAll(taskIds),
    'tasks.restore': async ({ taskIds }) => account().tasks.restore(taskIds),
    'tasks.edit': async ({ taskId, ...fields }) => changes().edit(taskId, fields),
    'tasks.resolve': async ({ taskId, choose }) => changes().resolve(taskId, choose),
    'tasks.drop': async ({ taskId }) => changes().resolve(taskId, 'theirs'),
    'tasks.createFromTab': async (_, __, requestId) => {
      const { captures } = scope();
      const tab = await activeTab();
      return captures.keep(taskOfPage(tab.title ?? '', webPage(tab).url), requestId);
    },
    'tasks.draft': async () => account().draft.get(),
    'tasks.keepDraft': async ({ draft }) => {
      const { draft: stored } = account();
      await (draft ? stored.set(draft) : stored.remove());
    },

    'capture.add': (draft, _, requestId) => scope().captures.keep(draft, requestId),
    'capture.undo': async ({ taskId }) => scope().captures.undo({ kind: 'create', taskId }),
    'capture.notices': async () => {
      const { captures } = scope();
      await captures.resume();
      return captures.notices();
    },
    'capture.seen': async () => scope().captures.seen(),
  };
}

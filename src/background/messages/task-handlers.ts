/** The signed-in person's tasks, and everybody's projects. */
import { CodedError } from '../../contract/errors.ts';
import type { Background } from '../background.ts';
import { activeTab, showCard, webPage } from '../pages/page-card.ts';
import { taskOfPage } from '../pages/page-tasks.ts';
import { keepDraft, readDraft } from '../tasks/draft.ts';
import { taskChanges } from '../tasks/task-changes.ts';
import type { HandlersOf } from './router.ts';

export function taskHandlers({
  session,
  tasks,
  projects,
  vault,
  captures,
  reminders,
}: Background): HandlersOf<'projects' | 'tasks' | 'card' | 'capture' | 'reminders'> {
  const { create, importAll, complete, completeAll, reopen, reopenAll, removeAll, edit, resolve } =
    taskChanges(tasks);
  const signedInAccount = () => {
    const { account } = session.state;
    if (!account) throw new CodedError('signInRequired');
    return account.key;
  };
  return {
    'projects.get': () => projects.view(),
    'projects.refresh': () => projects.refresh(),

    'tasks.page': ({ from }) => tasks.page(from),
    'tasks.refresh': async () => {
      await tasks.refresh();
      return null;
    },
    'tasks.summary': () => tasks.summary(),
    'tasks.create': async (draft, _, requestId) => {
      const task = await create(draft, requestId);
      await keepDraft(vault, signedInAccount(), null);
      return task;
    },
    'tasks.import': ({ tasks: imported }) => importAll(imported),
    'tasks.complete': ({ taskId }) => complete(taskId),
    'tasks.reopen': ({ taskId }) => reopen(taskId),
    'tasks.completeAll': ({ taskIds }) => completeAll(taskIds),
    'tasks.reopenAll': ({ taskIds }) => reopenAll(taskIds),
    'tasks.delete': ({ taskIds }) => removeAll(taskIds),
    'tasks.restore': async ({ taskIds }) => {
      await tasks.restore(taskIds);
      return null;
    },
    'tasks.edit': ({ taskId, ...fields }) => edit(taskId, fields),
    'tasks.resolve': ({ taskId, choose }) => resolve(taskId, choose),
    'tasks.drop': ({ taskId }) => resolve(taskId, 'theirs'),
    'tasks.createFromTab': async (_, __, requestId) => {
      const tab = await activeTab();
      return captures.keep(taskOfPage(tab.title ?? '', webPage(tab).url), requestId);
    },
    'tasks.draft': () => readDraft(vault, signedInAccount()),
    'tasks.keepDraft': async ({ draft }) => {
      await keepDraft(vault, signedInAccount(), draft);
      return null;
    },

    'capture.add': (draft, _, requestId) => captures.keep(draft, requestId),
    'capture.undo': async ({ taskId }) => {
      await captures.undo({ kind: 'create', taskId });
      return null;
    },
    'capture.notices': async () => {
      await captures.resume();
      return captures.notices();
    },
    'capture.seen': async () => {
      await captures.seen();
      return null;
    },

    'reminders.get': () => reminders.get(),
    'reminders.set': async (wanted) => {
      await reminders.set(wanted);
      return null;
    },
    'card.show': async () => {
      await showCard(await activeTab());
      return null;
    },
  };
}

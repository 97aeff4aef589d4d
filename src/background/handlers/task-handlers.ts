/** The signed-in person's tasks, and everybody's projects. */
import { localDay } from '../../contract/day.ts';
import { CodedError } from '../../contract/errors.ts';
import { type ListedTask, undoTime } from '../../contract/operations.ts';
import type { Change } from '../../core/tasks/change.ts';
import { activeTab, showCard, webPage } from '../card.ts';
import { keepDraft, readDraft } from '../draft.ts';
import { taskOfPage } from '../page-tasks.ts';
import type { Parts } from '../parts.ts';
import type { HandlersOf } from '../router.ts';
import { seenOf, taskChanges } from './task-changes.ts';

export function taskHandlers({
  session,
  tasks,
  projects,
  vault,
  captures,
}: Parts): HandlersOf<'projects' | 'tasks' | 'card' | 'capture'> {
  const { create, complete, reopen, edit, resolve } = taskChanges(tasks);
  const signedInAccount = () => {
    const { account } = session.state;
    if (!account) throw new CodedError('signInRequired');
    return account.key;
  };
  /** Changes those that are there: gone already is what is asked for, or nothing to be done. */
  async function changeEach(
    taskIds: readonly string[],
    changeOf: (ids: { taskId: string; changeId: string }, task: ListedTask) => Change,
  ): Promise<null> {
    const found = await Promise.all(taskIds.map(tasks.find));
    const changes = found.flatMap((task) =>
      task ? changeOf({ taskId: task.taskId, changeId: crypto.randomUUID() }, task) : [],
    );
    if (changes.length > 0) await tasks.change(...changes);
    return null;
  }

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
    'tasks.complete': ({ taskId }) => complete(taskId),
    'tasks.reopen': ({ taskId }) => reopen(taskId),
    'tasks.completeAll': ({ taskIds }) =>
      changeEach(taskIds, (ids) => ({ kind: 'complete', ...ids, completedOn: localDay(Date.now()) })),
    'tasks.reopenAll': ({ taskIds }) => changeEach(taskIds, (ids) => ({ kind: 'reopen', ...ids })),
    'tasks.delete': ({ taskIds }) => {
      const until = Date.now() + undoTime;
      return changeEach(taskIds, (ids, task) => ({ kind: 'delete', ...ids, seen: seenOf(task), until }));
    },
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
      await captures.takeUp();
      return captures.notices();
    },
    'capture.seen': async () => {
      await captures.seen();
      return null;
    },

    'card.show': async () => {
      await showCard(await activeTab());
      return null;
    },
  };
}

/**
 * Operations about web pages. A page's content script gets the session without personal data, the projects and the page's
 * own tasks. `card.show` is for our screens.
 */
import browser from 'webextension-polyfill';
import { CodedError } from '../../contract/errors.ts';
import { openPopup } from '../../contract/popup.ts';
import type { SessionView } from '../../contract/session.ts';
import type { Task } from '../../domain/task.ts';
import { accountOf } from '../account/scope.ts';
import type { Background } from '../background.ts';
import { pushToPage } from '../browser/push.ts';
import { mostWaitingOfPages } from '../pages/captures.ts';
import { activeTab, showCard } from '../pages/page-card.ts';
import { forCard, taskOfPage, tasksOfPage } from '../pages/page-tasks.ts';
import { doneFrom, rememberDone, revokeTab } from '../pages/tab-grants.ts';
import { sessionItem } from '../storage/session-item.ts';
import { taskChanges } from '../tasks/task-changes.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { Caller, HandlersOf } from './handlers.ts';
import { createKeptRateLimit, fullTimes } from './rate-limit.ts';

/** Each handler takes the account, or the scope, before its first `await`. */
export function pageHandlers({ scope, view }: Background): HandlersOf<'page' | 'card'> {
  /** A task of the page. To the page, any other task does not exist. */
  async function ownTask(tasks: Tasks, taskId: string, caller: Caller): Promise<Task> {
    const own = tasksOfPage(await tasks.all(), pageOf(caller).address);
    const task = own.find((one) => one.taskId === taskId);
    if (!task) throw new CodedError('taskNotFound');
    return task;
  }
  /** A person makes fewer tasks on one page, and presses once to sign in. */
  const mayMake = createKeptRateLimit(sessionItem('pagesMade', fullTimes), 10, 10_000, Date.now);
  const maySignIn = createKeptRateLimit(sessionItem('pagesSignIn', fullTimes), 1, 10_000, Date.now);

  return {
    'page.session': async () => publicSession(view()),
    'page.showCard': async (_, caller) => {
      const { tabId, address } = pageOf(caller);
      await showCard({ id: tabId, url: address });
    },
    'page.leave': async (_, caller) => {
      const { tabId } = pageOf(caller);
      await revokeTab(tabId);
      // The next page may have asked before the grant was revoked.
      await pushToPage({ tabId }, { kind: 'grants' });
    },
    'page.projects': async () => (await scope().projects.view()).projects,
    'page.tasks': async (_, caller) =>
      tasksOfPage(await accountOf(scope()).tasks.all(), pageOf(caller).address).map(forCard),
    'page.complete': async ({ taskId }, caller) => {
      const { tasks } = accountOf(scope());
      const { completed, version } = await ownTask(tasks, taskId, caller);
      // Before it is done, so that it can be undone whatever comes between; what somebody else has done cannot.
      if (!completed) await rememberDone(pageOf(caller), { kind: 'complete', taskId, version: version + 1 });
      return forCard(await taskChanges(tasks).complete(taskId));
    },
    'page.createTask': async (_, caller, requestId) => {
      const page = pageOf(caller);
      const { captures } = scope();
      // The page chooses the id: it must not be able to choose a task by it. A repeat is known by what was done here.
      const done = await doneFrom(page);
      const isRepeat = done?.kind === 'create' && done.taskId === requestId;
      if (!isRepeat && (await captures.has(requestId))) throw new CodedError('forbidden');
      if (!(await mayMake(page.tabId))) throw new CodedError('limitExceeded');
      // Before it is done, so that a repeat is known as one.
      await rememberDone(page, { kind: 'create', taskId: requestId, version: 1 });
      const task = taskOfPage(page.title, new URL(page.address));
      return captures.keep(task, requestId, mostWaitingOfPages);
    },
    'page.undo': async ({ taskId }, caller) => {
      const { captures } = scope();
      const page = pageOf(caller);
      const done = await doneFrom(page);
      if (done?.taskId !== taskId) throw new CodedError('taskNotFound');
      await captures.undo(done);
      // Asked again without an answer, it is done; asked later, whatever was done since stays.
      await rememberDone(page, { kind: 'undone', taskId });
    },
    'page.signIn': async (_, caller) => {
      if (!(await maySignIn(pageOf(caller).tabId))) throw new CodedError('limitExceeded');
      await openPopup(browser);
    },

    'card.show': async () => showCard(await activeTab()),
  };
}

export function publicSession({ account, configured }: SessionView): {
  signedIn: boolean;
  configured: boolean;
} {
  return { signedIn: account !== null, configured };
}

function pageOf(caller: Caller): Extract<Caller, { tier: 'page' }> {
  if (caller.tier !== 'page') throw new CodedError('forbidden');
  return caller;
}

/**
 * Operations for a web page's content script: the session without personal data, the projects, the page's own tasks.
 */
import browser from 'webextension-polyfill';
import { CodedError } from '../../contract/errors.ts';
import { openPopup } from '../../contract/popup.ts';
import type { SessionView } from '../../contract/session.ts';
import { accountOf } from '../account/scope.ts';
import type { Background } from '../background.ts';
import { pushToTab } from '../browser/push.ts';
import { showCard } from '../pages/page-card.ts';
import { forCard, taskOfPage, tasksOfPage } from '../pages/page-tasks.ts';
import { doneFrom, rememberDone, revokeTab } from '../pages/tab-grants.ts';
import { taskChanges } from '../tasks/task-changes.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { HandlersOf } from './router.ts';
import type { Caller } from './sender.ts';

/** Each handler takes the account, or the scope, before its first `await`. */
export function pageHandlers({ scope, view }: Background): HandlersOf<'page'> {
  /** Checks that a task belongs to the page. To the page, any other task does not exist. */
  async function ownTask(tasks: Tasks, taskId: string, caller: Caller): Promise<void> {
    const own = tasksOfPage(await tasks.all(), pageOf(caller).address);
    if (!own.some((task) => task.taskId === taskId)) throw new CodedError('taskNotFound');
  }

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
      await pushToTab(tabId, { kind: 'grants' });
    },
    'page.projects': async () => (await scope().projects.view()).projects,
    'page.tasks': async (_, caller) =>
      tasksOfPage(await accountOf(scope()).tasks.all(), pageOf(caller).address).map(forCard),
    'page.complete': async ({ taskId }, caller) => {
      const { tasks } = accountOf(scope());
      await ownTask(tasks, taskId, caller);
      const task = await taskChanges(tasks).complete(taskId);
      await rememberDone(pageOf(caller).tabId, { kind: 'complete', taskId });
      return forCard(task);
    },
    'page.createTask': async (_, caller, requestId) => {
      const { title, address, tabId } = pageOf(caller);
      const captured = await scope().captures.keep(taskOfPage(title, new URL(address)), requestId);
      if (captured.how === 'made') await rememberDone(tabId, { kind: 'create', taskId: captured.taskId });
      return captured;
    },
    'page.undo': async ({ taskId }, caller) => {
      const { captures } = scope();
      const done = await doneFrom(pageOf(caller).tabId);
      if (done?.taskId !== taskId) throw new CodedError('taskNotFound');
      await captures.undo(done);
    },
    'page.signIn': async () => void (await openPopup(browser)),
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

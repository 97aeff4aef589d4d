/** What a web page's content script may ask: the session without personal data, the projects, the page's own tasks. */
import { CodedError } from '../../contract/errors.ts';
import type { SessionView } from '../../contract/session.ts';
import type { Background } from '../background.ts';
import { openPopup } from '../browser/open-popup.ts';
import { pushToTab } from '../browser/push.ts';
import { showCard } from '../pages/page-card.ts';
import { forCard, taskOfPage, tasksOfPage } from '../pages/page-tasks.ts';
import { doneFrom, rememberDone, revokeTab } from '../pages/tab-grants.ts';
import { taskChanges } from '../tasks/task-changes.ts';
import type { HandlersOf } from './router.ts';
import type { Caller } from './sender.ts';

export function pageHandlers(background: Background): HandlersOf<'page'> {
  const { tasks, projects, captures } = background;
  const { complete } = taskChanges(tasks);

  /** A page's own task: any other is, to that page, not there. */
  async function ownTask(taskId: string, caller: Caller): Promise<void> {
    const own = tasksOfPage(await tasks.all(), pageOf(caller).address);
    if (!own.some((task) => task.taskId === taskId)) throw new CodedError('taskNotFound');
  }

  return {
    'page.session': async () => publicSession(background.sessionView()),
    'page.showCard': async (_, caller) => {
      const { tabId, address } = pageOf(caller);
      await showCard({ id: tabId, url: address });
      return null;
    },
    'page.leave': async (_, caller) => {
      const { tabId } = pageOf(caller);
      await revokeTab(tabId);
      // The next page there may have asked before this was known.
      await pushToTab(tabId, { kind: 'grants' });
      return null;
    },
    'page.projects': async () => (await projects.view()).projects,
    'page.tasks': async (_, caller) => tasksOfPage(await tasks.all(), pageOf(caller).address).map(forCard),
    'page.complete': async ({ taskId }, caller) => {
      await ownTask(taskId, caller);
      const task = await complete(taskId);
      await rememberDone(pageOf(caller).tabId, { kind: 'complete', taskId });
      return forCard(task);
    },
    'page.createTask': async (_, caller, requestId) => {
      const { title, address, tabId } = pageOf(caller);
      const captured = await captures.keep(taskOfPage(title, new URL(address)), requestId);
      if (captured.how === 'made') await rememberDone(tabId, { kind: 'create', taskId: captured.taskId });
      return captured;
    },
    'page.undo': async ({ taskId }, caller) => {
      const done = await doneFrom(pageOf(caller).tabId);
      if (done?.taskId !== taskId) throw new CodedError('taskNotFound');
      await captures.undo(done);
      return null;
    },
    'page.signIn': async () => {
      await openPopup();
      return null;
    },
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

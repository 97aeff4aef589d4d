/** What a web page's content script may ask: the session without personal data, the projects, the page's own tasks. */
import { CodedError } from '../../contract/errors.ts';
import type { SessionView } from '../../contract/session.ts';
import { forgetTab } from '../clicked-tabs.ts';
import { forCard, taskOfPage, tasksOfPage } from '../page-tasks.ts';
import type { Parts } from '../parts.ts';
import type { HandlersOf } from '../router.ts';
import type { Caller } from '../sender.ts';
import { taskChanges } from './task-changes.ts';

export function pageHandlers(parts: Parts): HandlersOf<'page'> {
  const { tasks, projects } = parts;
  const { create, complete } = taskChanges(tasks);

  /** A page's own task: any other is, to that page, not there. */
  async function ownTask(taskId: string, caller: Caller): Promise<void> {
    const own = tasksOfPage(await tasks.all(), pageOf(caller).address);
    if (!own.some((task) => task.taskId === taskId)) throw new CodedError('taskNotFound');
  }

  return {
    'page.session': async () => publicSession(parts.sessionView()),
    'page.leave': async (_, caller) => {
      await forgetTab(pageOf(caller).tabId);
      return null;
    },
    'page.projects': async () => (await projects.view()).projects,
    'page.tasks': async (_, caller) => tasksOfPage(await tasks.all(), pageOf(caller).address).map(forCard),
    'page.complete': async ({ taskId }, caller) => {
      await ownTask(taskId, caller);
      return forCard(await complete(taskId));
    },
    'page.createTask': async (_, caller, requestId) => {
      const page = pageOf(caller);
      return forCard(await create(taskOfPage(page.title, new URL(page.address)), requestId));
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

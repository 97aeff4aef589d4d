/** Each operation of the contract, in terms of the parts that do the work. */
import { configuredHosts } from '../contract/configuration.ts';
import { localDay } from '../contract/day.ts';
import { CodedError } from '../contract/errors.ts';
import type { SessionView } from '../contract/session.ts';
import type { Task } from '../contract/task.ts';
import { readConfiguration } from '../core/configuration/read.ts';
import { activeTab, showCard, webPage } from './card.ts';
import { forgetTab } from './clicked-tabs.ts';
import { confirmLink } from './confirm-link.ts';
import { keepDraft, readDraft } from './draft.ts';
import { creation, forCard, type NewTask, taskOfPage, tasksOfPage } from './page-tasks.ts';
import type { Parts } from './parts.ts';
import type { Handlers } from './router.ts';
import type { Caller } from './sender.ts';

export function createHandlers(parts: Parts): Handlers {
  const { session, registration, tasks, projects, vault, terms } = parts;

  const today = () => localDay(Date.now());
  const signedInAccount = () => {
    const { account } = session.state;
    if (!account) throw new CodedError('signInRequired');
    return account.key;
  };
  /** Asked twice, it makes one task: the first time's is found under the request's id. */
  const create = async (task: NewTask, requestId: string) =>
    (await tasks.find(requestId)) ?? created(await tasks.change(creation(task, today(), requestId)));
  const ids = (taskId: string) => ({ taskId, changeId: crypto.randomUUID() });
  async function complete(taskId: string): Promise<Task> {
    await tasks.get(taskId);
    return created(await tasks.change({ kind: 'complete', ...ids(taskId), completedOn: today() }));
  }
  /** What the account is left with must be sent first: afterwards nobody could. */
  async function sendUnsent(): Promise<void> {
    if ((await tasks.unsent()) > 0 && !(await tasks.flush()))
      throw new CodedError('unsentChanges', { count: await tasks.unsent() });
  }
  /** A page's own task: any other is, to that page, not there. */
  async function ownTask(taskId: string, caller: Caller): Promise<void> {
    const own = tasksOfPage(await tasks.all(), pageOf(caller).address);
    if (!own.some((task) => task.taskId === taskId)) throw new CodedError('taskNotFound');
  }

  return {
    'session.get': async () => parts.sessionView(),
    'session.remember': async (step) => {
      await registration.remember(step.step === 'confirm' ? registration.confirmStep(step.username) : step);
      return null;
    },
    'session.intend': async ({ intent }) => {
      await parts.intend(intent);
      return null;
    },

    'account.register': (input) => registration.register(input),
    'account.confirm': (input) => registration.confirm(input),
    'account.confirmLink': () => confirmLink(parts.configuration()?.apis.ProfileAPI?.endpoint),
    'account.resendCode': (input) => registration.resendCode(input),
    'account.signIn': async (input) => {
      const outcome = await session.signIn(input);
      switch (outcome.step) {
        case 'signedIn':
          await registration.remember(null);
          await terms.learn();
          tasks.takeUp();
          return { step: 'signedIn', username: outcome.tokens.username };
        case 'confirm': {
          const { destination } = await registration.confirmFirst(input.username);
          return { step: 'confirm', username: input.username, destination };
        }
        case 'unsupported':
          throw new CodedError('challengeUnsupported', { challenge: outcome.challenge });
      }
    },
    'account.signOut': async ({ unsent, everywhere }) => {
      const waiting = await tasks.unsent();
      if (waiting > 0 && unsent === undefined) throw new CodedError('unsentChanges', { count: waiting });
      if (unsent === 'send') await sendUnsent();
      await session.signOut({ everywhere: everywhere ?? false });
      return null;
    },

    'profile.acceptTerms': async () => {
      await terms.accept();
      tasks.takeUp();
      return null;
    },

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
    'tasks.reopen': async ({ taskId }) => {
      await tasks.get(taskId);
      return created(await tasks.change({ kind: 'reopen', ...ids(taskId) }));
    },
    'tasks.delete': async ({ taskId }) => {
      // Gone already is what is asked for.
      if (await tasks.find(taskId)) await tasks.change({ kind: 'delete', ...ids(taskId) });
      return null;
    },
    'tasks.createFromTab': async (_, __, requestId) => {
      const tab = await activeTab();
      return create(taskOfPage(tab.title ?? '', webPage(tab).url), requestId);
    },
    'tasks.draft': () => readDraft(vault, signedInAccount()),
    'tasks.keepDraft': async ({ draft }) => {
      await keepDraft(vault, signedInAccount(), draft);
      return null;
    },

    'card.show': async () => {
      await showCard(await activeTab());
      return null;
    },

    'configuration.get': async () => parts.configuration(),
    'configuration.preview': async ({ text }) => {
      const configuration = readConfiguration(text);
      return {
        configuration,
        hosts: configuredHosts(configuration),
        signsOut: session.state.account !== null,
      };
    },
    'configuration.import': async ({ text }) => {
      const configuration = readConfiguration(text);
      await sendUnsent();
      await parts.configure(configuration);
      return null;
    },

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

/** A change that leaves no task behind is a deletion: after any other there is one. */
function created(task: Task | null): Task {
  if (!task) throw new CodedError('taskNotFound');
  return task;
}

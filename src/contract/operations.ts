/** The table of all operations that cross a message: their callers, inputs and outputs. Nothing else crosses. */
import * as v from 'valibot';
import type { ProjectMonth } from '../domain/project-counters.ts';
import { importedTask, type Task, taskDraft, taskEdit, uuid } from '../domain/task.ts';
import type { TaskSummary } from '../domain/task-summary.ts';
import { type TaskTexts, taskTexts } from '../domain/task-texts.ts';
import { type AccountDetails, lockTimes, type SentCode } from './account.ts';
import {
  attribute,
  attributes,
  type ConfirmLink,
  code,
  confirmLink,
  email,
  password,
  username,
} from './account-fields.ts';
import type { Captured } from './capture.ts';
import { challengeAnswer, factor } from './challenge.ts';
import type { Configuration } from './configuration.ts';
import type { SafeError } from './errors.ts';
import { mostImported, mostTasks } from './limits.ts';
import { notifications, type Profile, type UserList } from './profile-api.ts';
import { type Reminders, reminders } from './reminders.ts';
import { intent, type PublicSession, type SessionView } from './session.ts';
import { typedStep } from './sign-in-step.ts';

/**
 * `own`: the extension's own pages. `page`: our content script, on a page that the person clicked on or granted. The
 * page's address is the sender's, never an argument.
 */
export type Tier = 'own' | 'page';

/**
 * The state of a task's changes at the server. `rejected` has the reason of a refusal (`tasks.edit` sends the change
 * again, `tasks.drop` gives it up). `conflict` has both versions, null for a deletion (`tasks.resolve`). In both cases
 * later changes of the task wait for its author's decision.
 */
export type Sync =
  | 'saved'
  | 'waiting'
  | { rejected: SafeError }
  | { conflict: { mine: Task | null; theirs: Task | null } };

/** A task as its owner sees it: unsent changes are included. */
export type ListedTask = Task & { sync: Sync };

/** A page of the list on the tasks screen. */
export interface TasksPage {
  tasks: ListedTask[];
  /** Deletions that can still be undone. */
  deleting: Deletion[];
  /**
   * Number of unsent changes that another version of the extension has written. They are kept; this version cannot read
   * them.
   */
  unreadable: number;
  next: number | null;
  total: number;
  /** Epoch ms of the last full answer from the server; null before the first. */
  fetchedAt: number | null;
}

/** A deletion that is held back, so that it can be undone. */
export interface Deletion {
  taskId: string;
  name: string;
  /** Epoch ms at which it is sent. */
  until: number;
}

export interface ProjectsView {
  projects: ProjectMonth[];
  /** Epoch ms; null before the first fetch. */
  fetchedAt: number | null;
}

/** A configuration from pasted text, before the user agrees to it. */
export interface ConfigurationPreview {
  configuration: Configuration;
  hosts: string[];
  /** Importing replaces the configuration and signs out. */
  signsOut: boolean;
}

/** A task on a page's own card, with only the fields that the card shows. */
export type PageTask = Pick<Task, 'taskId' | 'name' | 'project' | 'due' | 'completed'>;

/** Declares an operation: its tier, its input's schema, and its output's type (for the compiler only). */
const ask =
  <T extends Tier>(tier: T) =>
  <I extends v.GenericSchema = v.UndefinedSchema<undefined>>(input: I = v.undefined() as never) => ({
    returns: <O>() => ({ tier, input, output: undefined as O }),
  });
const own = ask('own');
const page = ask('page');

const keep = v.optional(v.boolean(), true);
/**
 * The account that the operation is for. An operation that changes or ends an account is refused with `sessionChanged`
 * for any other.
 */
const sub = v.pipe(v.string(), v.maxLength(128));
const oneTask = v.strictObject({ taskId: uuid });
const someTasks = v.strictObject({ taskIds: v.pipe(v.array(uuid), v.maxLength(mostTasks)) });
/** The handler parses it, and names its first fault. */
const unchecked = v.strictObject({ configuration: v.unknown() });

export const operations = {
  'session.get': own().returns<SessionView>(),
  /** Stores the step that a person went to, with its typed texts; `turn` is {@link SessionView.signInTurn}. */
  'session.remember': own(v.strictObject({ turn: v.number(), typed: typedStep })).returns<null>(),
  'session.setIntent': own(v.strictObject({ intent })).returns<null>(),

  // After each of these, the view of the session has the next step.

  'account.register': own(
    v.strictObject({ username, email, password, attributes: v.optional(attributes, {}) }),
  ).returns<null>(),
  'account.confirm': own(v.strictObject(confirmLink.entries)).returns<null>(),
  /** The link that led to the active tab, if that shows the confirmation page. */
  'account.confirmLink': own().returns<ConfirmLink | null>(),
  'account.resendCode': own(v.strictObject({ username })).returns<SentCode>(),
  /** Without `keep`, the session ends with the browser. */
  'account.signIn': own(v.strictObject({ username, password, keep })).returns<null>(),
  'account.answerChallenge': own(challengeAnswer).returns<null>(),
  /** The secret of an authenticator app that must be set up to sign in, base32. */
  'account.challengeSecret': own().returns<string>(),
  /** Signs in on the user pool's own page, in a window of the browser. */
  'account.signInInBrowser': own(v.strictObject({ keep })).returns<null>(),
  'account.forgotPassword': own(v.strictObject({ username })).returns<SentCode>(),
  'account.resetPassword': own(v.strictObject({ username, code, password })).returns<null>(),
  /** Fails with `unsentChanges` if there are any and `unsent` is absent. */
  'account.signOut': own(
    v.strictObject({
      unsent: v.optional(v.picklist(['send', 'discard'])),
      everywhere: v.optional(v.boolean()),
    }),
  ).returns<null>(),

  /** Keeps or discards the unsent changes of accounts whose session has ended: {@link SessionView.departedUnsent}. */
  'account.settleDepartedUnsent': own(
    v.strictObject({ unsent: v.picklist(['keep', 'discard']) }),
  ).returns<null>(),

  'ownAccount.details': own().returns<AccountDetails>(),
  /** A change of an address takes effect after its verification; `pending` of the details has it until then. */
  'ownAccount.change': own(v.strictObject({ sub, attributes })).returns<null>(),
  'ownAccount.sendCode': own(v.strictObject({ sub, attribute })).returns<SentCode>(),
  'ownAccount.verify': own(v.strictObject({ sub, attribute, code })).returns<null>(),
  /** Keeps the old address. */
  'ownAccount.cancelChange': own(v.strictObject({ sub, attribute })).returns<null>(),
  'ownAccount.changePassword': own(v.strictObject({ sub, current: password, password })).returns<null>(),
  /** The secret of another authenticator app, base32. */
  'ownAccount.beginAuthenticator': own(v.strictObject({ sub })).returns<string>(),
  /** Takes the first code of the new authenticator, and turns it on. */
  'ownAccount.confirmAuthenticator': own(v.strictObject({ sub, code })).returns<null>(),
  'ownAccount.useFactors': own(
    v.strictObject({ sub, used: v.array(factor), preferred: v.nullable(factor) }),
  ).returns<null>(),
  /** Needs the permission `idle`. It applies to this device only. */
  'ownAccount.lockAfter': own(v.strictObject({ minutes: v.nullable(v.picklist(lockTimes)) })).returns<null>(),
  /** Erases tasks, row and user, and signs out. After an interruption it continues by itself. */
  'ownAccount.delete': own(v.strictObject({ sub })).returns<null>(),

  'profile.get': own().returns<Profile>(),
  'profile.notify': own(v.strictObject(v.partial(notifications).entries)).returns<null>(),
  'profile.acceptTerms': own().returns<null>(),
  /** For members of the group ADMINS: `forbidden` for everybody else, by the server. */
  'admin.users': own(v.strictObject({ cursor: v.nullable(v.string()) })).returns<UserList>(),

  'projects.get': own().returns<ProjectsView>(),
  'projects.refresh': own().returns<ProjectsView>(),

  'tasks.page': own(
    v.strictObject({ from: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  ).returns<TasksPage>(),
  'tasks.refresh': own().returns<null>(),
  'tasks.summary': own().returns<TaskSummary>(),
  'tasks.create': own(v.strictObject(taskDraft.entries)).returns<Task>(),
  /** Tasks that are there already stay as they are. */
  'tasks.import': own(
    v.strictObject({ tasks: v.pipe(v.array(importedTask), v.maxLength(mostImported)) }),
  ).returns<null>(),
  /** Changes the given fields. A change that was rejected is sent again with them, even without any. */
  'tasks.edit': own(v.strictObject({ taskId: uuid, ...taskEdit.entries })).returns<Task>(),
  'tasks.complete': own(oneTask).returns<Task>(),
  'tasks.reopen': own(oneTask).returns<Task>(),
  'tasks.completeAll': own(someTasks).returns<null>(),
  'tasks.reopenAll': own(someTasks).returns<null>(),
  /** The tasks leave the list at once, and the server after `undoTime`. */
  'tasks.delete': own(someTasks).returns<null>(),
  /** Undoes deletions. `taskNotFound` if it is too late for all of them. */
  'tasks.restore': own(someTasks).returns<null>(),
  /** Settles a conflict. */
  'tasks.resolve': own(
    v.strictObject({ taskId: uuid, choose: v.picklist(['mine', 'theirs']) }),
  ).returns<null>(),
  /** Gives up the change that the server rejected, and later changes of the task. */
  'tasks.drop': own(oneTask).returns<null>(),
  /** Makes a task from the page in the active tab. The click that opened the popup granted the address. */
  'tasks.createFromTab': own().returns<Captured>(),
  /** The unsent form of a task. It outlives its screen. */
  'tasks.draft': own().returns<TaskTexts | null>(),
  'tasks.keepDraft': own(v.strictObject({ draft: v.nullable(taskTexts) })).returns<null>(),

  /** Makes a task from a line of text. Unlike `tasks.create`, it leaves the unsent form as it is. */
  'capture.add': own(v.strictObject(taskDraft.entries)).returns<Captured>(),
  /** Undoes a capture: deletes its task, or removes it if it still waits. */
  'capture.undo': own(oneTask).returns<null>(),
  /** Captures that could not be confirmed on their page, and those that wait for a sign-in. */
  'capture.notices': own().returns<Captured[]>(),
  /** Removes the notices. Captures that wait for a sign-in still wait. */
  'capture.seen': own().returns<null>(),

  'reminders.get': own().returns<Reminders>(),
  /** Turning reminders on needs the permission for notifications, which the page requests. */
  'reminders.set': own(reminders).returns<null>(),

  /** Shows the card with this page's tasks on the active tab. */
  'card.show': own().returns<null>(),

  'configuration.get': own().returns<Configuration | null>(),
  'configuration.preview': own(unchecked).returns<ConfigurationPreview>(),
  'configuration.import': own(unchecked).returns<null>(),

  'page.session': page().returns<PublicSession>(),
  /** The page is being left: its script must ask for nothing more. */
  'page.showCard': page().returns<null>(),
  'page.leave': page().returns<null>(),
  'page.projects': page().returns<ProjectMonth[]>(),
  'page.tasks': page().returns<PageTask[]>(),
  'page.complete': page(oneTask).returns<PageTask>(),
  /** Makes a task from the page that asks. */
  'page.createTask': page().returns<Captured>(),
  /** Undoes the last action from this tab: completing a task, or making one. */
  'page.undo': page(oneTask).returns<null>(),
  /** Opens the sign-in. */
  'page.signIn': page().returns<null>(),
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationInput<N extends OperationName> = v.InferInput<Operations[N]['input']>;
export type OperationOutput<N extends OperationName> = Operations[N]['output'];

/**
 * The message of a caller. A stopped background may lose an answer, so every operation can be repeated: a created thing
 * is identified by the request's id, and all other effects are idempotent.
 */
export interface Request {
  /** A UUID that the caller made. */
  id: string;
  operation: string;
  input: unknown;
  /**
   * The account that the screen shows. Operations on tasks or the account are refused with `sessionChanged` for any
   * other.
   */
  sub?: string;
}

/** The answer to every caller. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: SafeError };

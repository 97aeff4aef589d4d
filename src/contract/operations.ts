/** The table of all operations that cross a message: who may ask, what goes in, what comes out. Nothing else crosses. */
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
 * `own`: the extension's own pages. `page`: our content script on a page where the user clicked or which they granted;
 * the page's address is the sender's, never an argument.
 */
export type Tier = 'own' | 'page';

/**
 * How far the server has followed what was done with a task. Where its author has to decide, what they did afterwards
 * waits: `rejected` says why the server refused (`tasks.edit` sends it afresh, `tasks.drop` gives it up); `conflict` has
 * both versions, null for a deletion (`tasks.resolve`).
 */
export type Sync =
  | 'saved'
  | 'waiting'
  | { rejected: SafeError }
  | { conflict: { mine: Task | null; theirs: Task | null } };

/** A task as the person has it: what they did shows at once. */
export type ListedTask = Task & { sync: Sync };

/** The tasks screen's data: a page of the list. */
export interface TasksPage {
  tasks: ListedTask[];
  /** Deletions that can be taken back still. */
  deleting: Deletion[];
  /** How many unsent changes another version of the extension has written: they are kept, and cannot be read by this one. */
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
  /** Epoch ms from which on it is sent. */
  until: number;
}

export interface ProjectsView {
  projects: ProjectMonth[];
  /** Epoch ms; null when nothing has been fetched yet. */
  fetchedAt: number | null;
}

/** A configuration read from pasted text, before the user agrees to it. */
export interface ConfigurationPreview {
  configuration: Configuration;
  hosts: string[];
  /** Importing replaces the configuration and signs out. */
  signsOut: boolean;
}

/** A task on a page's own card: only what the card shows. */
export type PageTask = Pick<Task, 'taskId' | 'name' | 'project' | 'due' | 'completed'>;

/** One operation: its tier, its input's schema, and its output's type (which exists for the compiler only). */
const ask =
  <T extends Tier>(tier: T) =>
  <I extends v.GenericSchema = v.UndefinedSchema<undefined>>(input: I = v.undefined() as never) => ({
    returns: <O>() => ({ tier, input, output: undefined as O }),
  });
const own = ask('own');
const page = ask('page');

const keep = v.optional(v.boolean(), true);
/** The account that is meant: an operation that changes or ends one is refused with `sessionChanged` for another. */
const sub = v.pipe(v.string(), v.maxLength(128));
const oneTask = v.strictObject({ taskId: uuid });
const someTasks = v.strictObject({ taskIds: v.pipe(v.array(uuid), v.maxLength(mostTasks)) });
const pasted = v.strictObject({ text: v.pipe(v.string(), v.maxLength(100_000)) });

export const operations = {
  'session.get': own().returns<SessionView>(),
  /** Keeps the step that a person went to, and what they typed there; `turn` is {@link SessionView.signInTurn}. */
  'session.remember': own(v.strictObject({ turn: v.number(), typed: typedStep })).returns<null>(),
  'session.intend': own(v.strictObject({ intent })).returns<null>(),

  // The view of the session tells which step comes after each of these.

  'account.register': own(
    v.strictObject({ username, email, password, attributes: v.optional(attributes, {}) }),
  ).returns<null>(),
  'account.confirm': own(v.strictObject(confirmLink.entries)).returns<null>(),
  /** The link that led to the active tab, where it shows the confirmation page. */
  'account.confirmLink': own().returns<ConfirmLink | null>(),
  'account.resendCode': own(v.strictObject({ username })).returns<SentCode>(),
  /** Without `keep`, the session ends with the browser. */
  'account.signIn': own(v.strictObject({ username, password, keep })).returns<null>(),
  'account.answerChallenge': own(challengeAnswer).returns<null>(),
  /** The secret for an authenticator app that has to be set up to sign in, base32. */
  'account.challengeSecret': own().returns<string>(),
  /** On the user pool's own page, in a window of the browser. */
  'account.signInInBrowser': own(v.strictObject({ keep })).returns<null>(),
  'account.forgotPassword': own(v.strictObject({ username })).returns<SentCode>(),
  'account.resetPassword': own(v.strictObject({ username, code, password })).returns<null>(),
  /** With changes unsent, `unsentChanges` unless told what to do with them. */
  'account.signOut': own(
    v.strictObject({
      unsent: v.optional(v.picklist(['send', 'discard'])),
      everywhere: v.optional(v.boolean()),
    }),
  ).returns<null>(),

  /** What becomes of the unsent changes of accounts whose session has ended: {@link SessionView.departedUnsent}. */
  'account.settleLeft': own(v.strictObject({ unsent: v.picklist(['keep', 'discard']) })).returns<null>(),

  'me.details': own().returns<AccountDetails>(),
  /** A change of an address counts once its code is given; `pending` of the details tells of it. */
  'me.change': own(v.strictObject({ sub, attributes })).returns<null>(),
  'me.sendCode': own(v.strictObject({ sub, attribute })).returns<SentCode>(),
  'me.verify': own(v.strictObject({ sub, attribute, code })).returns<null>(),
  /** Leaves the old address as it is. */
  'me.cancelChange': own(v.strictObject({ sub, attribute })).returns<null>(),
  'me.changePassword': own(v.strictObject({ sub, current: password, password })).returns<null>(),
  /** The secret for another authenticator app, base32. */
  'me.beginAuthenticator': own(v.strictObject({ sub })).returns<string>(),
  /** The first code of the new authenticator: from then on it is asked for. */
  'me.confirmAuthenticator': own(v.strictObject({ sub, code })).returns<null>(),
  'me.useFactors': own(
    v.strictObject({ sub, used: v.array(factor), preferred: v.nullable(factor) }),
  ).returns<null>(),
  /** Needs the permission `idle`. On this device only. */
  'me.lockAfter': own(v.strictObject({ minutes: v.nullable(v.picklist(lockTimes)) })).returns<null>(),
  /** Erases tasks, row and user, and signs out. Goes on by itself where it was interrupted. */
  'me.delete': own(v.strictObject({ sub })).returns<null>(),

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
  /** Those that are there already stay as they are. */
  'tasks.import': own(
    v.strictObject({ tasks: v.pipe(v.array(importedTask), v.maxLength(mostImported)) }),
  ).returns<null>(),
  /** Changes the fields that are given. A change that was rejected is sent again with them, even with none. */
  'tasks.edit': own(v.strictObject({ taskId: uuid, ...taskEdit.entries })).returns<Task>(),
  'tasks.complete': own(oneTask).returns<Task>(),
  'tasks.reopen': own(oneTask).returns<Task>(),
  'tasks.completeAll': own(someTasks).returns<null>(),
  'tasks.reopenAll': own(someTasks).returns<null>(),
  /** They are gone from the list at once, and from the server after `undoTime`. */
  'tasks.delete': own(someTasks).returns<null>(),
  /** Takes deletions back. `taskNotFound` where it is too late for each of them. */
  'tasks.restore': own(someTasks).returns<null>(),
  /** Settles a conflict. */
  'tasks.resolve': own(
    v.strictObject({ taskId: uuid, choose: v.picklist(['mine', 'theirs']) }),
  ).returns<null>(),
  /** Gives up what the server rejected, and what was done to the task after it. */
  'tasks.drop': own(oneTask).returns<null>(),
  /** Makes a task of the page in the active tab (the click that opened the popup granted its address). */
  'tasks.createFromTab': own().returns<Captured>(),
  /** The unsent form of a task, so that it outlives its screen. */
  'tasks.draft': own().returns<TaskTexts | null>(),
  'tasks.keepDraft': own(v.strictObject({ draft: v.nullable(taskTexts) })).returns<null>(),

  /** Makes a task of a line of text. Unlike `tasks.create`, it leaves the unsent form as it is. */
  'capture.add': own(v.strictObject(taskDraft.entries)).returns<Captured>(),
  /** Takes back a capture: deletes its task, or forgets it where it still waits. */
  'capture.undo': own(oneTask).returns<null>(),
  /** Captures that could not be confirmed where they were made, and those that wait for somebody to sign in. */
  'capture.notices': own().returns<Captured[]>(),
  /** They have been read; those that wait go on waiting. */
  'capture.seen': own().returns<null>(),

  'reminders.get': own().returns<Reminders>(),
  /** Where the browser shows notifications at all: the page that asks sees to the permission. */
  'reminders.set': own(reminders).returns<null>(),

  /** Puts the card with this page's tasks onto the active tab. */
  'card.show': own().returns<null>(),

  'configuration.get': own().returns<Configuration | null>(),
  'configuration.preview': own(pasted).returns<ConfigurationPreview>(),
  'configuration.import': own(pasted).returns<null>(),

  'page.session': page().returns<PublicSession>(),
  /** The page is being left: it may ask nothing any more. */
  'page.showCard': page().returns<null>(),
  'page.leave': page().returns<null>(),
  'page.projects': page().returns<ProjectMonth[]>(),
  'page.tasks': page().returns<PageTask[]>(),
  'page.complete': page(oneTask).returns<PageTask>(),
  /** Makes a task of the page that asks. */
  'page.createTask': page().returns<Captured>(),
  /** Takes back what was last done from this tab: completing a task, or making one. */
  'page.undo': page(oneTask).returns<null>(),
  /** Lets the person sign in. */
  'page.signIn': page().returns<null>(),
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationInput<N extends OperationName> = v.InferInput<Operations[N]['input']>;
export type OperationOutput<N extends OperationName> = Operations[N]['output'];

/**
 * The message a caller sends. Every operation may be asked again when its answer was lost with a background that was
 * stopped: what it makes goes by the request's id, and everything else is done once by nature.
 */
export interface Request {
  /** A UUID of the caller's making. */
  id: string;
  operation: string;
  input: unknown;
  /** The account that the screen shows: what concerns tasks or the account is refused with `sessionChanged` for another. */
  sub?: string;
}

/** The answer every caller gets. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: SafeError };

/** The background's pushes. With them, no surface has to poll or to read storage. */

import type { ProjectMonth } from '../domain/project-counters.ts';
import type { TaskSummary } from '../domain/task-summary.ts';
import type { Captured } from './capture.ts';
import type { SafeError } from './errors.ts';
import type { Deletion, ListedTask } from './operations.ts';
import type { PublicSession, SessionView } from './session.ts';

/** Name of the BroadcastChannel between the background and the extension's own pages. */
export const pushChannel = 'countersign';

export type Push =
  /** A new epoch means: remove all data of the account and read again. */
  | { kind: 'session'; session: SessionView }
  | {
      kind: 'tasks';
      upserted: ListedTask[];
      removed: string[];
      deleting: Deletion[];
      total: number;
      summary: TaskSummary;
      fetchedAt: number | null;
    }
  | { kind: 'projects'; projects: ProjectMonth[]; fetchedAt: number }
  /** The server refused a change. The task shows it until its author decides; a deleted task no longer exists. */
  | { kind: 'rejected'; name: string; error: SafeError };

/** A push to a tab's content script (by `tabs.sendMessage`). */
export type PagePush =
  | { kind: 'card'; show: true }
  /** To be confirmed on the page. */
  | { kind: 'captured'; captured: Captured }
  /** For a card: the account was entered or left. */
  | { kind: 'session'; session: PublicSession }
  /** The tasks of the page may be others. A marker asks again. */
  | { kind: 'tasks' }
  /** A site was revoked: elements without a grant are removed. */
  | { kind: 'grants' };

/** What the background pushes, so that no surface has to poll or to read storage. */

import type { ProjectMonth } from '../domain/project-counters.ts';
import type { TaskSummary } from '../domain/task-summary.ts';
import type { Captured } from './capture.ts';
import type { SafeError } from './errors.ts';
import type { Deletion, ListedTask } from './operations.ts';
import type { PublicSession, SessionView } from './session.ts';

/** Name of the BroadcastChannel between the background and the extension's own pages. */
export const pushChannel = 'countersign';

export type Push =
  /** A new epoch in it means: forget everything of the account and read again. */
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
  /** The server refused a change. The task says so until its author has decided; one that is gone is no more. */
  | { kind: 'rejected'; name: string; error: SafeError };

/** What a tab's content script is told (by `tabs.sendMessage`). */
export type PagePush =
  | { kind: 'card'; show: true }
  /** To be confirmed on the page. */
  | { kind: 'captured'; captured: Captured }
  | { kind: 'session'; session: PublicSession }
  | { kind: 'tasks' }
  /** A site was revoked: what may not be there any more goes. */
  | { kind: 'grants' };

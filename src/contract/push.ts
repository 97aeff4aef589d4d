/** What the background pushes, so that no surface has to poll or to read storage. */
import type { SafeError } from './errors.ts';
import type { Deletion, TaskSummary } from './operations.ts';
import type { ProjectMonth } from './projects.ts';
import type { PublicSession, SessionView } from './session.ts';
import type { Task } from './task.ts';

/** Name of the BroadcastChannel between the background and the extension's own pages. */
export const pushChannel = 'countersign';

export type Push =
  /** A new epoch in it means: forget everything of the account and read again. */
  | { kind: 'session'; session: SessionView }
  | {
      kind: 'tasks';
      upserted: Task[];
      removed: string[];
      pending: string[];
      deleting: Deletion[];
      total: number;
      summary: TaskSummary;
      fetchedAt: number | null;
    }
  | { kind: 'projects'; projects: ProjectMonth[]; fetchedAt: number }
  /** The server refused a change; the list shows the server's state again. */
  | { kind: 'rejected'; name: string; error: SafeError };

/** What a tab's content script is told (by `tabs.sendMessage`). */
export type PagePush =
  | { kind: 'card'; show: true }
  | { kind: 'session'; session: PublicSession }
  | { kind: 'tasks' };

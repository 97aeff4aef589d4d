/** The background's environment: the browser's own APIs, or those of a test. */
import type { ListedTask } from '../contract/operations.ts';
import type { Push } from '../contract/push.ts';
import type { SessionView } from '../contract/session.ts';
import type { Task } from '../domain/task.ts';
import type { WatchIdleness } from './account/idle-lock.ts';
import type { ServicesDependencies } from './account/services.ts';
import type { Database } from './storage/database.ts';
import type { SessionArea } from './storage/session-item.ts';
import type { RetryTimer } from './tasks/retry-timer.ts';

export interface Environment
  extends Pick<ServicesDependencies, 'fetch' | 'now' | 'userPoolPage' | 'redirectUri' | 'patience'> {
  openDatabase: () => Promise<Database>;
  sessionArea: SessionArea;
  /** The administrator's policy for the configuration; null without one. */
  policy: () => Promise<unknown>;
  /** The configuration in the extension's own file; null without one. */
  file: () => Promise<unknown>;
  retry: RetryTimer;
  watchIdleness: WatchIdleness;
  /** Schedules a renewal of the tokens at that time, epoch ms; null for never. */
  renewAt: (time: number | null) => void;
  /** Schedules a call of {@link Background.check} at that time, epoch ms. */
  checkAt: (time: number) => void;
  /** @param today `YYYY-MM-DD` */
  remind: (tasks: ListedTask[], today: string) => Promise<void>;
  pushToScreens: (push: Push) => void;
  /** Pushes to the active tabs whose pages these tasks belong to. */
  pushToPages: (tasks: readonly Task[]) => void;
  /** Called with each new view of the session, and the view before; null after a start of the browser. */
  shown: (view: SessionView, before: SessionView | null) => void;
  /** Reports errors without a code. */
  report: (error: unknown) => void;
}

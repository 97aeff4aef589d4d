/** What the background is surrounded by: the browser's own things, or those of a test. */
import type { ListedTask } from '../contract/operations.ts';
import type { PagePush, Push } from '../contract/push.ts';
import type { SessionView } from '../contract/session.ts';
import type { WatchIdleness } from './account/idle-lock.ts';
import type { ServicesDependencies } from './account/services.ts';
import type { Database } from './storage/database.ts';
import type { SessionArea } from './storage/session-item.ts';
import type { RetryTimer } from './tasks/retry-timer.ts';

export interface Environment
  extends Pick<ServicesDependencies, 'fetch' | 'now' | 'userPoolPage' | 'redirectUri' | 'patience'> {
  openDatabase: () => Promise<Database>;
  sessionArea: SessionArea;
  /** What an administrator's policy has set as the configuration; null without one. */
  policy: () => Promise<unknown>;
  /** What the extension's own file has as the configuration; null without one. */
  file: () => Promise<unknown>;
  retry: RetryTimer;
  watchIdleness: WatchIdleness;
  /** Has the tokens renewed at that time, epoch ms; null for never. */
  renewAt: (time: number | null) => void;
  /** Has {@link Background.check} called at that time, epoch ms. */
  checkAt: (time: number) => void;
  /** @param today `YYYY-MM-DD` */
  remind: (tasks: ListedTask[], today: string) => Promise<void>;
  pushToScreens: (push: Push) => void;
  pushToTabs: (push: PagePush) => Promise<void>;
  /** Called with each new view of the session, and once at the start. */
  shown: (view: SessionView) => void;
  /** Told of what goes wrong without a code. */
  report: (error: unknown) => void;
}

/** A capture: a page, a selection, a link or a line of text that becomes a task in one step. */
import type { SafeError } from './errors.ts';

/** What became of a capture. */
export type Captured =
  /** `waiting`: it becomes a task when somebody signs in. `known`: an open task of this name is there already. */
  | { how: 'made' | 'known' | 'waiting'; taskId: string; name: string }
  | { how: 'failed'; name: string; error: SafeError };

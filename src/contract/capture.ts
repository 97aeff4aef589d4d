/** A capture: a page, a selection, a link or a line of text that becomes a task in one step. */
import type { SafeError } from './errors.ts';

/** The result of a capture. */
export type Captured =
  /** `waiting`: it becomes a task after a sign-in. `known`: an open task with this name exists already. */
  | { how: 'made' | 'known' | 'waiting'; taskId: string; name: string }
  | { how: 'failed'; name: string; error: SafeError };

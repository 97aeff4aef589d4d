import type { SafeError } from '../../contract/errors.ts';

/** A mirrored value: what is known so far stays visible while it is asked for again, and after that failed. */
export interface Loaded<T> {
  value: T;
  loading: boolean;
  error: SafeError | null;
}

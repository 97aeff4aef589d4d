import type { SafeError } from '../../contract/errors.ts';

/** A mirrored value. The last known value stays visible while it is fetched again, and after a failure. */
export interface Loaded<T> {
  value: T;
  loading: boolean;
  error: SafeError | null;
}

import { useCallback, useRef, useState } from 'preact/hooks';
import { type SafeError, toSafeError } from '../../contract/errors.ts';

export interface Submission {
  busy: boolean;
  error: SafeError | null;
  /** Runs the work, unless a run is in progress. An error becomes `error`; the next run clears it. */
  run(work: () => Promise<void>): Promise<void>;
  clear(): void;
}

/** Runs one action at a time: a second click during the first one does nothing. */
export function useSubmission(): Submission {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<SafeError | null>(null);

  const run = useCallback(async (work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(toSafeError(failure));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);

  return { busy, error, run, clear };
}

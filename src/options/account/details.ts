import { useCallback, useEffect, useState } from 'preact/hooks';
import type { AccountDetails } from '../../contract/account.ts';
import { type SafeError, toSafeError } from '../../contract/errors.ts';
import type { SessionView } from '../../contract/session.ts';
import { call } from '../../ui/call.ts';

export interface Details {
  /** Null until the user pool has answered. */
  value: AccountDetails | null;
  error: SafeError | null;
  /** Reads them anew; resolves when they are there. */
  reload(): Promise<void>;
}

/** What the user pool says of the person, asked for again by whoever the person has become. */
export function useDetails({ epoch }: SessionView): Details {
  const [value, setValue] = useState<AccountDetails | null>(null);
  const [error, setError] = useState<SafeError | null>(null);
  const reload = useCallback(async () => {
    setError(null);
    try {
      setValue(await call('me.details'));
    } catch (failure) {
      setError(toSafeError(failure));
    }
  }, []);
  useEffect(() => {
    setValue(null);
    void reload();
  }, [epoch]);
  return { value, error, reload };
}

import { useEffect, useState } from 'preact/hooks';
import type { AccountDetails } from '../../contract/account.ts';
import { type SafeError, toSafeError } from '../../contract/errors.ts';
import type { SessionView } from '../../contract/session.ts';
import { call } from '../../ui/state/call.ts';

/** The account's details. The last answer stays while they are fetched again. */
export function useDetails({ epoch }: SessionView) {
  const [details, setDetails] = useState<AccountDetails | null>(null);
  const [error, setError] = useState<SafeError | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let current = true;
    setError(null);
    call('ownAccount.details').then(
      (value) => current && setDetails(value),
      (failure: unknown) => current && setError(toSafeError(failure)),
    );
    return () => {
      current = false;
    };
  }, [epoch, asked]);
  return { details, error, reload: () => setAsked((times) => times + 1) };
}

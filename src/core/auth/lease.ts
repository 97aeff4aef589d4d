/** The authority of one account, or of the guest, while it is the present one. */
import { CodedError } from '../../contract/errors.ts';
import type { Credentials } from './credentials.ts';
import type { TokenSet } from './tokens.ts';

/** Proves the caller's identity to a server. */
export interface Authority {
  /** Valid tokens of the account. `ahead` renews those that expire soon, `renew` ignores the kept ones. */
  tokens(options?: { renew?: boolean; ahead?: boolean }): Promise<TokenSet>;
  /** Fresh AWS credentials. `renew` ignores the kept ones. */
  credentials(options?: { renew?: boolean }): Promise<Credentials>;
}

/**
 * An authority for one account in one epoch. After that it throws `sessionChanged`. A piece of work takes the lease at
 * its beginning and uses only that one, so it can never end as another account.
 */
export interface Lease extends Authority {
  /** Key and `sub` of the account; null for the guest. */
  readonly account: { readonly key: string; readonly sub: string } | null;
  /** Aborted with `sessionChanged` once the account is left. It ends the requests that are under way. */
  readonly signal: AbortSignal;
}

export interface OpenLease extends Lease {
  close(): void;
}

/** @param authority of the present account, while the lease is open */
export function openLease(account: Lease['account'], { tokens, credentials }: Authority): OpenLease {
  const controller = new AbortController();
  const { signal } = controller;
  const whileOpen =
    <O, T>(ask: (options?: O) => Promise<T>) =>
    async (options?: O): Promise<T> => {
      signal.throwIfAborted();
      const answer = await ask(options);
      signal.throwIfAborted();
      return answer;
    };
  return {
    account,
    signal,
    tokens: whileOpen(tokens),
    credentials: whileOpen(credentials),
    close: () => controller.abort(new CodedError('sessionChanged')),
  };
}

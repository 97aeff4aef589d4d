/** The authority of one account, or of the guest, for as long as they are here. */
import { CodedError } from '../../contract/errors.ts';
import type { Credentials } from './credentials.ts';
import type { TokenSet } from './tokens.ts';

/** What proves to a server who is asking. */
export interface Authority {
  /** Tokens of the account, fresh for `ahead` ms at least. `renew` distrusts the kept ones. */
  tokens(options?: { renew?: boolean; ahead?: number }): Promise<TokenSet>;
  /** Fresh AWS credentials. `renew` distrusts the kept ones. */
  credentials(options?: { renew?: boolean }): Promise<Credentials>;
}

/**
 * An authority that answers for one account in one epoch, and throws `sessionChanged` once that is over. Whoever begins a
 * piece of work takes the lease of that moment and does all of it with this one: it can never end as somebody else.
 */
export interface Lease extends Authority {
  /** Key and `sub` of the account; null for the guest's. */
  readonly account: { readonly key: string; readonly sub: string } | null;
  /** Aborted, with `sessionChanged` as its reason, once the account is left: it ends the requests that are under way. */
  readonly signal: AbortSignal;
}

export interface OpenLease extends Lease {
  close(): void;
}

/** @param authority of whoever is here now, while the lease is open */
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

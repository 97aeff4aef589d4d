/** Renews the tokens of a signed-in account: on demand, and before they expire. */
import { CodedError, hasCode } from '../../contract/errors.ts';
import type { EndReason } from '../../contract/session.ts';
import { shareInFlight } from '../in-flight.ts';
import { endReason } from './cognito-errors.ts';
import type { Authority } from './lease.ts';
import { type AuthServices, type Presence, refuseStale } from './presence.ts';
import type { SignedInAccount } from './session-state.ts';
import { isFresh, type TokenSet } from './tokens.ts';
import type { RenewedTokens, UserPoolClient } from './user-pool-client.ts';

/**
 * Ms until a renewal is retried. `stopped`: its worker was stopped; the pause is within the grace of a rotated token.
 * `failed`: it failed.
 */
const renewalPause = { stopped: 30_000, failed: 5 * 60_000 };

export interface Renewal extends Pick<Authority, 'tokens'> {
  /** Schedules the renewal of these tokens before they expire. */
  plan(tokens: TokenSet): void;
}

export interface RenewalDependencies {
  /** Our clock, epoch ms. */
  now: () => number;
  /** Called after each change of the visible state, in the turn of a sign-in. */
  changed: () => void;
  /** Called with the time at which the lease's tokens should be requested `ahead`, epoch ms; null for never. */
  renewAt: (time: number | null) => void;
}

/**
 * @param services of the present configuration; throws `notConfigured` if there is none
 * @param ended called when the refresh token is dead: the account must be left
 */
export function createRenewal(
  presence: Presence,
  services: () => AuthServices,
  { now, changed, renewAt }: RenewalDependencies,
  ended: (reason: EndReason) => Promise<unknown>,
): Renewal {
  const { state, stores } = presence;

  const plan = ({ expiresAt, lead }: TokenSet) =>
    renewAt(Math.max(now() + renewalPause.stopped, expiresAt - state.clockOffset - lead));

  /** @param client of the configuration that was asked: the present one may be another */
  async function adopt(
    client: UserPoolClient,
    { tokens, refreshToken }: RenewedTokens,
    account: SignedInAccount,
    epoch: number,
  ): Promise<TokenSet> {
    if (state.epoch !== epoch) return refuseStale(client, refreshToken);
    if (tokens.sub !== account.sub) throw new CodedError('badAnswer');
    const { email } = tokens;
    // A new address or refresh token is written before the old one is dropped.
    if (refreshToken !== account.refreshToken || email !== account.email) {
      const renewed = { ...account, email, refreshToken };
      if (!(await presence.serial(() => presence.keepRecord(renewed, epoch))))
        return refuseStale(client, refreshToken);
      state.account = renewed;
      changed();
    }
    await stores.tokens.set(tokens);
    await presence.setClockOffset(tokens.clockOffset);
    await presence.ensureEpoch(epoch, stores.tokens);
    state.tokens = tokens;
    plan(tokens);
    return tokens;
  }

  const renew = shareInFlight(
    () => state.epoch,
    async () => {
      const { userPoolClient } = services();
      const { account, epoch } = state;
      if (!account) throw new CodedError('signInRequired');
      renewAt(now() + renewalPause.stopped);
      try {
        const renewed = await userPoolClient.refresh(account.refreshToken);
        return await adopt(userPoolClient, renewed, account, epoch);
      } catch (error) {
        if (state.epoch === epoch) {
          renewAt(now() + renewalPause.failed);
          if (hasCode(error, 'sessionEnded')) await ended(endReason(error));
        }
        throw error;
      }
    },
  );

  return {
    plan,
    async tokens({ renew: distrusted = false, ahead = false } = {}) {
      const { account, tokens, clockOffset } = state;
      if (!account) throw new CodedError('signInRequired');
      const fresh = tokens && isFresh(tokens.expiresAt, now() + (ahead ? tokens.lead : 0), clockOffset);
      if (!fresh || distrusted) return renew();
      if (ahead) plan(tokens);
      return tokens;
    },
  };
}

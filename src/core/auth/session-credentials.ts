/** Keeps the AWS credentials of the account, or the guest, and fetches others when they are needed. */
import { shareInFlight } from '../in-flight.ts';
import { cognitoError, refusesLogin } from './cognito-errors.ts';
import { type Credentials, chooseCredentialSource } from './credentials.ts';
import type { Authority } from './lease.ts';
import type { AuthServices, Presence } from './presence.ts';
import type { Renewal, RenewalDependencies } from './renewal.ts';

/**
 * @param services behind the present configuration; throws `notConfigured` when there is none
 * @param renewal gives the tokens that prove who is signed in
 */
export function createSessionCredentials(
  presence: Presence,
  services: () => AuthServices,
  { now, changed }: Pick<RenewalDependencies, 'now' | 'changed'>,
  { tokens }: Renewal,
): Authority['credentials'] {
  const { state, stores } = presence;
  const ownerNow = () => state.account?.sub ?? null;

  /** Asks the identity pool: as the guest, or with an ID token that is fresh by then. */
  async function ask(owner: string | null, epoch: number) {
    const { identityPool } = services();
    const { signal } = presence.lease();
    try {
      return await identityPool.get(owner ? await tokens() : null, signal);
    } catch (error) {
      // A token that looks fresh here may be dead there (revoked, clocks apart): one more try with a new one.
      if (state.epoch === epoch && owner && refusesLogin(error))
        return identityPool.get(await tokens({ renew: true }), signal);
      throw error;
    }
  }

  const fetch = shareInFlight(
    () => state.epoch,
    async (): Promise<Credentials> => {
      const { epoch } = state;
      const owner = ownerNow();
      const answer = await ask(owner, epoch).catch(async (error: unknown) => {
        const failure = cognitoError(error, 'other');
        // The end of the session raises the epoch itself: its callers are told of the end, not of a change.
        if (failure.code !== 'sessionEnded') await presence.ensureEpoch(epoch);
        throw failure;
      });
      await presence.ensureEpoch(epoch);
      const credentials = { ...answer, owner };
      await stores.credentials.set(credentials);
      await presence.ensureEpoch(epoch, stores.credentials);
      const moved = state.credentials?.identityId !== credentials.identityId;
      state.credentials = credentials;
      if (moved) changed();
      return credentials;
    },
  );

  return async ({ renew = false } = {}) => {
    const { credentials: kept, clockOffset } = state;
    const source = chooseCredentialSource({ ...state, owner: ownerNow() }, now(), clockOffset);
    return source === 'kept' && kept && !renew ? kept : fetch();
  };
}

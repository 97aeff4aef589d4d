/** Credentials of the identity pool, got as the protocol says. */
import type { LocalWorld } from '../local-world.ts';
import { poolOf } from '../local-world.ts';
import { signIn } from '../user-pool/sign-in-library.ts';

export interface Credentials {
  identityId: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Epoch seconds. */
  expiresAt: number;
}

export async function credentialsFor(world: LocalWorld, idToken?: string): Promise<Credentials> {
  const Logins = idToken === undefined ? {} : { [world.provider]: idToken };
  const IdentityPoolId = world.cloud.configuration.identityPoolId;
  const { body } = await world.identity('GetId', { IdentityPoolId, Logins });
  const answer = await world.identity('GetCredentialsForIdentity', {
    IdentityId: body.IdentityId,
    Logins,
  });
  if (answer.status !== 200) throw new Error(`No credentials: ${answer.body.__type}`);
  const given = answer.body.Credentials as Record<string, string>; // as the identity pool has it
  return {
    identityId: String(answer.body.IdentityId),
    accessKeyId: given.AccessKeyId ?? '',
    secretAccessKey: given.SecretKey ?? '',
    sessionToken: given.SessionToken ?? '',
    expiresAt: Number(given.Expiration),
  };
}

/** The ID token of somebody new. */
export async function idTokenOfNewUser(world: LocalWorld): Promise<string> {
  const { username, password } = await world.join();
  const { session } = await signIn(poolOf(world.cloud), username, password);
  return session.getIdToken().getJwtToken();
}

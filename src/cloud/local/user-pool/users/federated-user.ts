/** Users of an OpenID Connect provider. They are made at their first sign-in, and updated at each one. */
import { randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { subjectOf } from '../messages/messages.ts';
import type { Pool } from '../pool.ts';
import type { OidcProvider } from '../settings/providers.ts';
import { makeVerifier } from '../sign-in/srp.ts';
import { misfit } from './attributes.ts';
import { type User, user } from './users.ts';

/**
 * Username, group, status and attributes as Cognito gives them.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
 *
 * @param claims of the provider's ID token, already checked
 * @throws ServiceError InvalidParameterException if a required attribute is missing, NotAuthorizedException as triggers
 * do
 */
export async function federatedUser(
  pool: Pool,
  provider: OidcProvider,
  claims: { sub: string } & Readonly<Record<string, unknown>>,
): Promise<User> {
  const { settings, users, clock } = pool;
  const username = `${provider.name}_${claims.sub}`;
  const known = users.find(username);
  const now = clock.now();
  const sub = known?.sub ?? randomUUID();
  const mapped = attributesFrom(provider, claims);
  for (const name of settings.requiredAttributes) {
    if (!mapped[name]) throw misfit(name, `The attribute ${name} is required`);
  }
  const person = v.parse(user, {
    // Nobody knows this password.
    ...(known ?? { createdAt: now, ...makeVerifier('', username, randomBytes(32).toString('hex')) }),
    sub,
    username,
    status: 'EXTERNAL_PROVIDER',
    attributes: { ...known?.attributes, sub, email_verified: 'false', ...mapped },
    federated: { provider: provider.name, userId: claims.sub },
    groups: [...new Set([...(known?.groups ?? []), `${settings.poolId}_${provider.name}`])],
    modifiedAt: now,
  });
  await users.save(person);
  if (!known) {
    await pool.triggers.invoke('PostConfirmation', 'PostConfirmation_ConfirmSignUp', subjectOf(person));
  }
  return person;
}

function attributesFrom({ mapping }: OidcProvider, claims: Readonly<Record<string, unknown>>) {
  const filled: Record<string, string> = {};
  for (const [attribute, claim] of mapping) {
    const value = claims[claim];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      filled[attribute] = String(value);
    }
  }
  return filled;
}

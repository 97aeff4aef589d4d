import * as v from 'valibot';

const federated = v.object({
  'cognito:username': v.string(),
  identities: v.array(v.object({ providerName: v.string() })),
});

/**
 * The name of the provider that a person signs in with, from the claims of their ID token; null if they have a password
 * in the user pool. Cognito names a user of a provider `PROVIDER_ID`. A user with a password may be linked to providers
 * too, and keeps their own name.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
 */
export function signInProvider(claims: unknown): string | null {
  const parsed = v.safeParse(federated, claims);
  if (!parsed.success) return null;
  const username = parsed.output['cognito:username'].toLowerCase();
  const names = parsed.output.identities.map(({ providerName }) => providerName);
  return names.find((name) => username.startsWith(`${name.toLowerCase()}_`)) ?? null;
}

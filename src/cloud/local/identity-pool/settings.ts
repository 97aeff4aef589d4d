/** The identity pool's properties from the template. An unknown property is refused by name. */
import * as v from 'valibot';

export interface IdentityPoolSettings {
  region: string;
  id: string;
  /** As the template has them, for DescribeIdentityPool. */
  properties: Readonly<Record<string, unknown>>;
  allowsGuests: boolean;
  /** Whether GetOpenIdToken gives tokens, for `sts:AssumeRoleWithWebIdentity`. */
  allowsClassicFlow: boolean;
  /** Providers that vouch for users, by the key of `Logins`. */
  providers: ReadonlyMap<string, { clientId: string; checksRevocation: boolean }>;
  roles: { authenticated: string; unauthenticated: string };
}

const properties = v.strictObject({
  IdentityPoolName: v.optional(v.unknown()),
  IdentityPoolTags: v.optional(v.unknown()),
  AllowUnauthenticatedIdentities: v.boolean(),
  AllowClassicFlow: v.optional(v.boolean(), false),
  CognitoIdentityProviders: v.optional(
    v.array(
      v.strictObject({
        ClientId: v.string(),
        ProviderName: v.string(),
        ServerSideTokenCheck: v.optional(v.boolean(), false),
      }),
    ),
    [],
  ),
});

/** @throws Error with each property that the local cloud does not support */
export function readIdentityPoolSettings(model: {
  region: string;
  identityPool: { id: string; properties: Record<string, unknown> };
  identityRoles: { authenticated: string; unauthenticated: string };
}): IdentityPoolSettings {
  const parsed = v.safeParse(properties, model.identityPool.properties);
  if (!parsed.success) {
    const faults = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
    throw new Error(
      `The local cloud does not support this AWS::Cognito::IdentityPool:\n  ${faults.join('\n  ')}`,
    );
  }
  return {
    region: model.region,
    id: model.identityPool.id,
    properties: model.identityPool.properties,
    allowsClassicFlow: parsed.output.AllowClassicFlow,
    allowsGuests: parsed.output.AllowUnauthenticatedIdentities,
    providers: new Map(
      parsed.output.CognitoIdentityProviders.map((one) => [
        one.ProviderName,
        { clientId: one.ClientId, checksRevocation: one.ServerSideTokenCheck },
      ]),
    ),
    roles: model.identityRoles,
  };
}

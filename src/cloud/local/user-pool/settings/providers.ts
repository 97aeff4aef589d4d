/** The OpenID Connect providers of the template. */

import { providerProperties, understand } from './template-properties.ts';
import type { UserPoolTemplate } from './user-pool-template.ts';

export interface OidcProvider {
  /** Shown on the button, and a prefix of its users' usernames. */
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** Claim names by the attribute that each fills. */
  mapping: ReadonlyMap<string, string>;
}

/** @throws Error with the unsupported part, or the missing secret */
export function readProviders({ userPoolProviders = [], secrets = {} }: UserPoolTemplate): OidcProvider[] {
  return userPoolProviders.map((properties) => {
    const provider = understand('AWS::Cognito::UserPoolIdentityProvider', providerProperties, properties);
    const details = provider.ProviderDetails;
    const { username: _, ...mapping } = provider.AttributeMapping;
    return {
      name: provider.ProviderName,
      issuer: details.oidc_issuer,
      clientId: details.client_id,
      clientSecret: resolveSecret(details.client_secret, secrets),
      scope: details.authorize_scopes,
      mapping: new Map(Object.entries(mapping)),
    };
  });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html */
const reference = /^\{\{resolve:secretsmanager:([^:]+):SecretString:*\}\}$/;

function resolveSecret(text: string, secrets: Readonly<Record<string, string>>): string {
  const [, name] = reference.exec(text) ?? [];
  if (name === undefined) throw new Error('A provider takes its client secret from Secrets Manager.');
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (!secret) throw new Error(`The secret ${name} is not given: --secret ${name}=FILE`);
  return secret;
}

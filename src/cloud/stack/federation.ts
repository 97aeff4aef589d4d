/** A provider of OpenID Connect that people may sign in with instead of a password. */
import { SecretValue, type Stack } from 'aws-cdk-lib';
import {
  CfnUserPoolIdentityProvider,
  type UserPool,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import type { StackOptions } from './options.ts';

/**
 * @returns whom the app client takes people from: the user pool itself, and the provider where one is chosen
 * @throws Error where only a part of the provider is given
 */
export function createProviders(
  stack: Stack,
  userPool: UserPool,
  { oidcName, oidcIssuer, oidcClientId, oidcSecret }: StackOptions,
): { supported: UserPoolClientIdentityProvider[]; provider: CfnUserPoolIdentityProvider | null } {
  const own = UserPoolClientIdentityProvider.COGNITO;
  if (!oidcName && !oidcIssuer && !oidcClientId) return { supported: [own], provider: null };
  if (!oidcName || !oidcIssuer || !oidcClientId) {
    throw new Error('A provider needs all of oidcName, oidcIssuer and oidcClientId.');
  }
  // The CDK's own class refuses nearly every name: its check lacks the regular expression's Unicode flag.
  const provider = new CfnUserPoolIdentityProvider(stack, 'Provider', {
    userPoolId: userPool.userPoolId,
    providerName: oidcName,
    providerType: 'OIDC',
    providerDetails: {
      client_id: oidcClientId,
      // A reference that CloudFormation resolves: the secret itself is in no template.
      client_secret: SecretValue.secretsManager(oidcSecret).unsafeUnwrap(),
      oidc_issuer: oidcIssuer,
      authorize_scopes: 'openid email profile',
      attributes_request_method: 'GET',
    },
    attributeMapping: {
      username: 'sub',
      email: 'email',
      email_verified: 'email_verified',
      name: 'name',
      preferred_username: 'preferred_username',
    },
  });
  return { supported: [own, UserPoolClientIdentityProvider.custom(provider.ref)], provider };
}

/** An OpenID Connect provider that people may sign in with, instead of a password. */
import { SecretValue, type Stack } from 'aws-cdk-lib';
import {
  CfnUserPoolIdentityProvider,
  type UserPool,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import type { StackOptions } from './options.ts';

/** @returns the identity providers of the app client: the user pool itself, and the chosen provider if there is one */
export function createProviders(
  stack: Stack,
  userPool: UserPool,
  { provider: chosen }: StackOptions,
): { supported: UserPoolClientIdentityProvider[]; provider: CfnUserPoolIdentityProvider | null } {
  const own = UserPoolClientIdentityProvider.COGNITO;
  if (!chosen) return { supported: [own], provider: null };
  // The CDK's own class refuses nearly every name: its check lacks the regular expression's Unicode flag.
  const provider = new CfnUserPoolIdentityProvider(stack, 'Provider', {
    userPoolId: userPool.userPoolId,
    providerName: chosen.name,
    providerType: 'OIDC',
    providerDetails: {
      client_id: chosen.clientId,
      // A reference that CloudFormation resolves: no template contains the secret itself.
      client_secret: SecretValue.secretsManager(chosen.secret).unsafeUnwrap(),
      oidc_issuer: chosen.issuer,
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

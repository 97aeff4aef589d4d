import {
  AdminCreateUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import { localOperator } from '../../../src/dev/deployed/read.ts';
import { goodPassword } from './world.ts';

/** Somebody whom an operator has made, with a temporary password. */
export async function invite(
  { configuration, url, token }: Pick<LocalCloud, 'configuration' | 'url' | 'token'>,
  attributes: Record<string, string> = {},
): Promise<{ username: string; email: string; password: string }> {
  const { region, userPoolId: UserPoolId } = configuration;
  const client = new CognitoIdentityProviderClient({
    region,
    endpoint: url,
    credentials: localOperator(token),
  });
  const username = `invited-${crypto.randomUUID().slice(0, 8)}`;
  const email = `${username}@example.org`;
  const password = goodPassword();
  const all = { email, email_verified: 'true', ...attributes };
  const UserAttributes: AttributeType[] = Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
  try {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: username,
        TemporaryPassword: password,
        UserAttributes,
      }),
    );
  } finally {
    client.destroy();
  }
  return { username, email, password };
}

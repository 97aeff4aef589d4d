import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import { adminGroup } from '../../../src/contract/profile-api.ts';
import { localOperator } from '../../../src/dev/deployed/read.ts';
import { goodPassword } from './world.ts';

type Pool = Pick<LocalCloud, 'configuration' | 'url' | 'token'>;

async function operate<T>(
  { configuration: { region }, url, token }: Pool,
  run: (client: CognitoIdentityProviderClient) => Promise<T>,
): Promise<T> {
  const credentials = localOperator(token);
  const client = new CognitoIdentityProviderClient({ region, endpoint: url, credentials });
  try {
    return await run(client);
  } finally {
    client.destroy();
  }
}

/** Somebody whom an operator has made, with a temporary password. */
export async function invite(
  pool: Pool,
  attributes: Record<string, string> = {},
): Promise<{ username: string; email: string; password: string }> {
  const username = `invited-${crypto.randomUUID().slice(0, 8)}`;
  const email = `${username}@example.org`;
  const password = goodPassword();
  const all = { email, email_verified: 'true', ...attributes };
  const UserAttributes: AttributeType[] = Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
  const user = { UserPoolId: pool.configuration.userPoolId, Username: username, UserAttributes };
  await operate(pool, (client) =>
    client.send(new AdminCreateUserCommand({ ...user, TemporaryPassword: password })),
  );
  return { username, email, password };
}

/** An operator makes a password useless; its owner gets a code for another one. */
export async function resetPasswordOf(pool: Pool, Username: string): Promise<void> {
  const user = { UserPoolId: pool.configuration.userPoolId, Username };
  await operate(pool, (client) => client.send(new AdminResetUserPasswordCommand(user)));
}

/** An operator makes somebody an administrator, from their next sign-in on. */
export async function makeAdministrator(pool: Pool, Username: string): Promise<void> {
  const group = { UserPoolId: pool.configuration.userPoolId, Username, GroupName: adminGroup };
  await operate(pool, (client) => client.send(new AdminAddUserToGroupCommand(group)));
}

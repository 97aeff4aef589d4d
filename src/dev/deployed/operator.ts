/** An operator's actions on a user pool: makes accounts that are ready for use, finds them, removes them. */
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Deployed } from './read.ts';

export interface FoundUser {
  username: string;
  /** Whether a permanent password is set; false after an interruption. */
  ready: boolean;
}

export interface Operator {
  /** Makes an account with a verified e-mail address, without a mail. An existing account is left as it is. */
  createUser(username: string): Promise<void>;
  /** Sets a permanent password: the account can sign in, whatever its state was. */
  setPassword(username: string, password: string): Promise<void>;
  findUsers(prefix: string): Promise<FoundUser[]>;
  deleteUser(username: string): Promise<void>;
  close(): void;
}

/** Errors are the service's own, with its names. */
export function openOperator({ configuration, operator }: Deployed): Operator {
  const { region, userPoolId, endpoints } = configuration;
  const client = new CognitoIdentityProviderClient({
    region,
    ...(endpoints?.userPool && { endpoint: endpoints.userPool }),
    ...(operator && { credentials: operator }),
  });
  const UserPoolId = userPoolId;
  return {
    async createUser(Username) {
      const UserAttributes = Object.entries({
        email: `${Username}@example.com`,
        email_verified: 'true',
        preferred_username: Username,
      }).map(([Name, Value]) => ({ Name, Value }));
      const made = new AdminCreateUserCommand({
        UserPoolId,
        Username,
        UserAttributes,
        MessageAction: 'SUPPRESS',
      });
      try {
        await client.send(made);
      } catch (error) {
        if (!(error instanceof Error && error.name === 'UsernameExistsException')) throw error;
      }
    },
    async setPassword(Username, Password) {
      await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
    },
    async findUsers(prefix) {
      const found: FoundUser[] = [];
      const Filter = `username ^= "${prefix}"`;
      for await (const page of paginateListUsers({ client, pageSize: 60 }, { UserPoolId, Filter })) {
        for (const { Username = '', UserStatus } of page.Users ?? [])
          found.push({ username: Username, ready: UserStatus === 'CONFIRMED' });
      }
      return found;
    },
    async deleteUser(Username) {
      await client.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    },
    close: () => client.destroy(),
  };
}

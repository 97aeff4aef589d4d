import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localOperator } from '../../../src/dev/deployed/read.ts';
import { type LocalWorld, poolOf, startWorld } from './local-world.ts';
import { signIn } from './sign-in-library.ts';

let world: LocalWorld;
let UserPoolId: string;
const clientWith = (secretAccessKey: string) =>
  new CognitoIdentityProviderClient({
    region: world.cloud.configuration.region,
    endpoint: world.cloud.url,
    credentials: { ...localOperator(world.cloud.token), secretAccessKey },
  });
let operator: CognitoIdentityProviderClient;

beforeAll(async () => {
  world = await startWorld();
  UserPoolId = world.cloud.configuration.userPoolId;
  operator = clientWith(world.cloud.token);
});
afterAll(async () => {
  operator.destroy();
  await world.close();
});

const email = (Value: string) => [{ Name: 'email', Value }];
const password = () => `Aa1!${crypto.randomUUID()}`;

describe('an operator, with the AWS SDK as it is', () => {
  it('makes a user with a mail that names both, gives a password, and puts them into a group of the stack', async () => {
    const made = await operator.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: 'carla',
        UserAttributes: email('carla@example.org'),
      }),
    );
    expect(made.User).toMatchObject({
      Username: 'carla',
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      Enabled: true,
    });
    const mail = await world.latestMail('carla@example.org');
    expect(mail.text).toContain('carla');
    expect(mail.text).not.toContain('{####}');

    const Password = password();
    await operator.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: 'carla', Password, Permanent: true }),
    );
    await operator.send(
      new AdminAddUserToGroupCommand({ UserPoolId, Username: 'carla', GroupName: 'ADMINS' }),
    );
    const { session } = await signIn(poolOf(world.cloud), 'carla', Password);
    expect(session.getIdToken().payload['cognito:groups']).toEqual(['ADMINS']);
    const { endpoint } = world.cloud.configuration.apis.ProfileAPI ?? {};
    const headers = { authorization: session.getIdToken().getJwtToken() };
    expect((await fetch(`${endpoint}/admin/users`, { headers })).status).toBe(200);
  });

  it('is told of names that are taken, unknown users and unknown groups', async () => {
    const { username } = await world.join();
    const taken = operator.send(new AdminCreateUserCommand({ UserPoolId, Username: username }));
    await expect(taken).rejects.toMatchObject({ name: 'UsernameExistsException' });
    const nobody = operator.send(new AdminGetUserCommand({ UserPoolId, Username: 'nobody' }));
    await expect(nobody).rejects.toMatchObject({ name: 'UserNotFoundException' });
    const GroupName = 'STRANGERS';
    const group = operator.send(
      new AdminAddUserToGroupCommand({ UserPoolId, Username: username, GroupName }),
    );
    await expect(group).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('finds users by the beginning of their name, a page at a time, and deletes them', async () => {
    for (const number of [1, 2, 3]) {
      const made = { UserPoolId, Username: `find-${number}`, MessageAction: 'SUPPRESS' as const };
      await operator.send(new AdminCreateUserCommand(made));
    }
    const list = { UserPoolId, Filter: 'username ^= "find-"', Limit: 2 };
    const first = await operator.send(new ListUsersCommand(list));
    const { PaginationToken } = first;
    const second = await operator.send(new ListUsersCommand({ ...list, PaginationToken }));
    const names = [first, second].map(({ Users = [] }) => Users.map(({ Username }) => Username));
    expect(names).toEqual([['find-1', 'find-2'], ['find-3']]);
    expect(second.PaginationToken).toBeUndefined();
    await operator.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'find-1' }));
    expect((await operator.send(new ListUsersCommand(list))).Users).toHaveLength(2);
  });

  it('is nobody else: a wrong secret, a page of another origin and a member of ADMINS are refused', async () => {
    const stranger = clientWith('x'.repeat(40));
    await expect(stranger.send(new ListUsersCommand({ UserPoolId }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    stranger.destroy();
    const { username, password: own } = await world.join();
    const { session } = await signIn(poolOf(world.cloud), username, own);
    const response = await fetch(world.cloud.url, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AWSCognitoIdentityProviderService.ListUsers',
        authorization: `Bearer ${session.getAccessToken().getJwtToken()}`,
        origin: 'https://attacker.example',
      },
      body: JSON.stringify({ UserPoolId }),
    });
    expect(response.status).toBe(403);
  });
});

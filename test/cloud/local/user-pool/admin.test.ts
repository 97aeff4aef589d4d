import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  GetUserCommand,
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localOperator } from '../../../../src/dev/deployed/read.ts';
import { type LocalWorld, poolOf, startWorld } from '../local-world.ts';
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

  it('confirms a newcomer without a code, disables and enables them, and ends their sessions', async () => {
    const { username: Username, password: own } = await world.register();
    const them = { UserPoolId, Username };
    await operator.send(new AdminConfirmSignUpCommand(them));
    const enter = () => signIn(poolOf(world.cloud), Username, own);
    const { session } = await enter();
    const AccessToken = session.getAccessToken().getJwtToken();
    await operator.send(new AdminUserGlobalSignOutCommand(them));
    const visit = operator.send(new GetUserCommand({ AccessToken }));
    await expect(visit).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await operator.send(new AdminDisableUserCommand(them));
    await expect(enter()).rejects.toMatchObject({ message: 'User is disabled.' });
    await operator.send(new AdminEnableUserCommand(them));
    await enter();
  });

  it('gives a user another address, verified, and makes them choose a new password', async () => {
    const { username: Username, password: own } = await world.join();
    const them = { UserPoolId, Username };
    const UserAttributes = [...email('moved@example.org'), { Name: 'email_verified', Value: 'true' }];
    await operator.send(new AdminUpdateUserAttributesCommand({ ...them, UserAttributes }));
    await signIn(poolOf(world.cloud), 'moved@example.org', own);
    await operator.send(new AdminResetUserPasswordCommand(them));
    await expect(signIn(poolOf(world.cloud), Username, own)).rejects.toMatchObject({
      name: 'PasswordResetRequiredException',
    });
    const { code } = await world.latestMail('moved@example.org');
    const Password = password();
    const ClientId = world.cloud.configuration.userPoolClientId;
    await world.idp('ConfirmForgotPassword', { ClientId, Username, Password, ConfirmationCode: code });
    await signIn(poolOf(world.cloud), Username, Password);
  });

  it('reads the groups, whose members they have, and the groups of one', async () => {
    const { username: Username } = await world.join();
    const GroupName = 'ADMINS';
    await operator.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
    const named = [{ GroupName }];
    expect((await operator.send(new ListGroupsCommand({ UserPoolId }))).Groups).toMatchObject(named);
    const own = await operator.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
    expect(own.Groups).toMatchObject(named);
    const { Users } = await operator.send(new ListUsersInGroupCommand({ UserPoolId, GroupName }));
    expect(Users?.map((one) => one.Username)).toContain(Username);
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

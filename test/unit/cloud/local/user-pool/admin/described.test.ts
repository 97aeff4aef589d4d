import {
  AdminInitiateAuthCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetGroupCommand,
  GetUserPoolMfaConfigCommand,
  ListDevicesCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, it } from 'vitest';
import { type PoolWorld, startPool, withAuthenticators } from '../pool-world.ts';

let world: PoolWorld;
afterEach(() => world.close());
const missing = { name: 'ResourceNotFoundException' };

describe('LC9: the operator’s tools', () => {
  it('read the pool as the template has it', async () => {
    world = await startPool({ pool: withAuthenticators });
    await world.join();
    const { UserPoolId } = world;
    const { UserPool } = await world.client.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({
      Id: UserPoolId,
      Name: 'Tested',
      MfaConfiguration: 'OPTIONAL',
      AliasAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      EstimatedNumberOfUsers: 1,
    });
    const email = UserPool?.SchemaAttributes?.find(({ Name }) => Name === 'email');
    expect(email).toMatchObject({ Required: true, Mutable: true });
    const other = new DescribeUserPoolCommand({ UserPoolId: 'us-east-1_other' });
    await expect(world.client.send(other)).rejects.toMatchObject(missing);
    expect(await world.client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
  });

  it('read the app client, with CloudFormation’s defaults', async () => {
    world = await startPool();
    const { UserPoolId, ClientId } = world;
    const asked = new DescribeUserPoolClientCommand({ UserPoolId, ClientId });
    const { UserPoolClient } = await world.client.send(asked);
    expect(UserPoolClient).toMatchObject({
      ...{ ClientId, UserPoolId, ClientName: 'Extension' },
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenValidity: 30,
      PreventUserExistenceErrors: 'LEGACY',
    });
    expect(UserPoolClient?.ClientSecret).toBeUndefined();
    const other = new DescribeUserPoolClientCommand({ UserPoolId, ClientId: 'other' });
    await expect(world.client.send(other)).rejects.toMatchObject(missing);
  });

  it('list the one pool and its one client, and read a group', async () => {
    world = await startPool();
    const { UserPoolId, ClientId } = world;
    const { UserPools } = await world.client.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    expect(UserPools).toMatchObject([{ Id: UserPoolId, Name: 'Tested' }]);
    const tooMany = world.client.send(new ListUserPoolsCommand({ MaxResults: 61 }));
    await expect(tooMany).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const listed = await world.client.send(new ListUserPoolClientsCommand({ UserPoolId }));
    expect(listed.UserPoolClients).toMatchObject([{ ClientId, UserPoolId, ClientName: 'Extension' }]);
    const GroupName = 'ADMINS';
    const { Group } = await world.client.send(new GetGroupCommand({ UserPoolId, GroupName }));
    expect(Group).toMatchObject({ GroupName, UserPoolId, Description: 'May see the list of users.' });
    const none = world.client.send(new GetGroupCommand({ UserPoolId, GroupName: 'NONE' }));
    await expect(none).rejects.toMatchObject(missing);
  });

  it('sign in by AdminInitiateAuth where the client lets them, and only there', async () => {
    const begin = async (changed: Parameters<typeof startPool>[0]) => {
      world = await startPool(changed);
      const { username: USERNAME, password: PASSWORD } = await world.join();
      const { UserPoolId, ClientId } = world;
      const AuthFlow = 'ADMIN_USER_PASSWORD_AUTH';
      const AuthParameters = { USERNAME, PASSWORD };
      return world.client.send(
        new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow, AuthParameters }),
      );
    };
    await expect(begin({})).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Auth flow not enabled for this client',
    });
    await world.close();
    const ExplicitAuthFlows = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    const { AuthenticationResult } = await begin({ client: { ExplicitAuthFlows } });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });
});

it('LC9: a person of a pool without device tracking has no devices', async () => {
  world = await startPool();
  const AccessToken = await world.token(await world.join());
  expect((await world.client.send(new ListDevicesCommand({ AccessToken }))).Devices).toEqual([]);
});

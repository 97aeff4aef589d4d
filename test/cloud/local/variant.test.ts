import { afterEach, expect, it } from 'vitest';
import { type LocalWorld, poolOf, startWorld } from './local-world.ts';
import { signIn } from './user-pool/sign-in-library.ts';

let world: LocalWorld;
afterEach(() => world.close());

it('a variant of the stack is in another region, with other properties', async () => {
  const properties = {
    'AWS::Cognito::UserPool': { UserAttributeUpdateSettings: undefined },
    'AWS::Cognito::UserPoolClient': {
      AccessTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'minutes' },
    },
  };
  world = await startWorld({ variant: { region: 'eu-central-1', properties } });
  const { configuration } = world.cloud;
  expect(configuration).toMatchObject({
    region: 'eu-central-1',
    userPoolId: expect.stringMatching(/^eu-central-1_/),
    identityPoolId: expect.stringMatching(/^eu-central-1:/),
  });
  const { username, password } = await world.join();
  const { session } = await signIn(poolOf(world.cloud), username, password);
  const { exp, iat } = session.getAccessToken().payload;
  expect(exp).toBe(iat + 300);
  const AccessToken = session.getAccessToken().getJwtToken();
  const UserAttributes = [{ Name: 'email', Value: 'mistyped@example.com' }];
  await world.idp('UpdateUserAttributes', { AccessToken, UserAttributes });
  const { body } = await world.idp('GetUser', { AccessToken });
  expect(body.UserAttributes).toContainEqual(UserAttributes[0]);
});

it('a variant of what the stack does not have is refused by its type', async () => {
  world = await startWorld();
  const variant = { properties: { 'AWS::S3::Bucket': {} } };
  await expect(startWorld({ variant })).rejects.toThrow('AWS::S3::Bucket');
});

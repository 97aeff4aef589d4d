/** User pools as other people have them: what the local cloud does by the properties of their templates. */
import { createHmac } from 'node:crypto';
import {
  ConfirmDeviceCommand,
  ForgetDeviceCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandInput,
  ListDevicesCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { beginSignIn } from './begin-sign-in.ts';
import { type PoolWorld, startPool } from './pool-world.ts';

let world: PoolWorld;
afterEach(() => world.close());

const initiate = (input: Omit<InitiateAuthCommandInput, 'ClientId'>) =>
  world.client.send(new InitiateAuthCommand({ ClientId: world.ClientId, ...input }));
const change = (AccessToken: string, Name: string, Value: string) =>
  world.client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }));

it('without *keep original*, a new address counts at once, unverified', async () => {
  world = await startPool({ pool: { UserAttributeUpdateSettings: undefined } });
  const ann = await world.join();
  const AccessToken = await world.token(ann);
  await change(AccessToken, 'email', 'mistyped@example.com');
  const { UserAttributes } = await world.client.send(new GetUserCommand({ AccessToken }));
  expect(UserAttributes).toContainEqual({ Name: 'email', Value: 'mistyped@example.com' });
  expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
  await expect(beginSignIn(world, ann, ann.email)).rejects.toMatchObject({ name: 'UserNotFoundException' });
});

it('an attribute that the client may not write is refused', async () => {
  world = await startPool({ client: { WriteAttributes: ['email'] } });
  const AccessToken = await world.token(await world.join());
  await expect(change(AccessToken, 'preferred_username', 'Ann')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'A client attempted to write unauthorized attribute',
  });
});

describe('a pool where the preferred username is an alias', () => {
  const pool = { AliasAttributes: ['preferred_username'] };

  it('takes none from a newcomer, and signs in by it afterwards', async () => {
    world = await startPool({ pool });
    const { ClientId } = world;
    const newcomer = { ClientId, Username: 'bob', Password: 'Good-1-password!' };
    const UserAttributes = [
      { Name: 'email', Value: 'bob@example.com' },
      { Name: 'preferred_username', Value: 'Bobby' },
    ];
    await expect(world.client.send(new SignUpCommand({ ...newcomer, UserAttributes }))).rejects.toMatchObject(
      { name: 'InvalidParameterException' },
    );
    const [ann, other] = [await world.join(), await world.join()];
    await change(await world.token(ann), 'preferred_username', 'Annie');
    expect((await beginSignIn(world, ann, 'annie')).AuthenticationResult).toBeDefined();
    const token = await world.token(other);
    for (const taken of ['ANNIE', ann.username]) {
      await expect(change(token, 'preferred_username', taken)).rejects.toMatchObject({
        name: 'AliasExistsException',
      });
    }
  });

  it('signs nobody in by an address', async () => {
    world = await startPool({ pool });
    const ann = await world.join();
    await expect(beginSignIn(world, ann, ann.email)).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });
});

describe('a client without SRP', () => {
  it('says so, and takes the password itself where that is allowed', async () => {
    const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    world = await startPool({ client: { ExplicitAuthFlows } });
    const { username: USERNAME, password: PASSWORD } = await world.join();
    const srp = initiate({ AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A: 'abc' } });
    await expect(srp).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'USER_SRP_AUTH is not enabled for the client.',
    });
    const AuthFlow = 'USER_PASSWORD_AUTH';
    const { AuthenticationResult } = await initiate({ AuthFlow, AuthParameters: { USERNAME, PASSWORD } });
    expect(AuthenticationResult?.IdToken).toBeDefined();
    const wrong = initiate({ AuthFlow, AuthParameters: { USERNAME, PASSWORD: `${PASSWORD}x` } });
    await expect(wrong).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});

describe('a client with a secret', () => {
  const secret = 's'.repeat(51);
  const hash = (name: string) =>
    createHmac('sha256', secret).update(`${name}${world.ClientId}`).digest('base64');

  it('refuses whoever does not know it, at every step', async () => {
    world = await startPool({ client: { GenerateSecret: true }, clientSecret: secret });
    const ann = await world.join();
    const { ClientId } = world;
    const message = `Client ${ClientId} is configured with secret but SECRET_HASH was not received`;
    const refused = { name: 'NotAuthorizedException', message };
    await expect(beginSignIn(world, ann)).rejects.toMatchObject(refused);
    const { username: Username } = ann;
    const forgot = (SecretHash?: string) =>
      world.client.send(new ForgotPasswordCommand({ ClientId, Username, SecretHash }));
    await expect(forgot()).rejects.toMatchObject(refused);
    await expect(forgot(hash('bob'))).rejects.toMatchObject({
      message: `Unable to verify secret hash for client ${ClientId}`,
    });
    const newcomer = { ClientId, Username: 'bob', Password: ann.password };
    await expect(world.client.send(new SignUpCommand(newcomer))).rejects.toMatchObject(refused);
    await forgot(hash(Username));
    const SECRET_HASH = hash(Username);
    const begun = await beginSignIn(world, ann, Username, { SECRET_HASH });
    const { RefreshToken = '' } = begun.AuthenticationResult ?? {};
    const REFRESH_TOKEN = RefreshToken;
    const AuthFlow = 'REFRESH_TOKEN_AUTH';
    const refresh = initiate({ AuthFlow, AuthParameters: { REFRESH_TOKEN } });
    await expect(refresh).rejects.toMatchObject(refused);
    await initiate({ AuthFlow, AuthParameters: { REFRESH_TOKEN, SECRET_HASH } });
    const tokens = world.client.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    await expect(tokens).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const known = { ClientId, RefreshToken, ClientSecret: secret };
    await world.client.send(new GetTokensFromRefreshTokenCommand(known));
  });
});

describe('a pool that tracks devices', () => {
  const pool = { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } };
  const refresh = (REFRESH_TOKEN: string, DEVICE_KEY?: string) =>
    initiate({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN, ...(DEVICE_KEY === undefined ? {} : { DEVICE_KEY }) },
    });
  const DeviceSecretVerifierConfig = { PasswordVerifier: 'cGFzc3dvcmQ=', Salt: 'c2FsdA==' };

  it('renews tokens for the device of the sign-in alone, once it is confirmed, until it is forgotten', async () => {
    world = await startPool({ pool });
    const { AuthenticationResult: tokens } = await beginSignIn(world, await world.join());
    const { AccessToken, RefreshToken = '', NewDeviceMetadata } = tokens ?? {};
    const { DeviceKey = '' } = NewDeviceMetadata ?? {};
    expect(DeviceKey).toMatch(/^us-east-1_[0-9a-f-]{36}$/);
    const refused = { name: 'NotAuthorizedException', message: 'Invalid Refresh Token' };
    await expect(refresh(RefreshToken)).rejects.toMatchObject(refused);
    await expect(refresh(RefreshToken, DeviceKey)).rejects.toMatchObject(refused);
    const confirm = { AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName: 'Ann’s browser' };
    const confirmed = await world.client.send(new ConfirmDeviceCommand(confirm));
    expect(confirmed.UserConfirmationNecessary).toBe(false);
    await refresh(RefreshToken, DeviceKey);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(refused);
    await expect(refresh(RefreshToken, `${DeviceKey}x`)).rejects.toMatchObject(refused);
    const { Devices } = await world.client.send(new ListDevicesCommand({ AccessToken }));
    expect(Devices).toMatchObject([{ DeviceKey }]);
    await world.client.send(new ForgetDeviceCommand({ AccessToken, DeviceKey }));
    await expect(refresh(RefreshToken, DeviceKey)).rejects.toMatchObject(refused);
  });

  it('is satisfied by the published sign-in library, which confirms its device by itself', async () => {
    world = await startPool({ pool });
    expect(await world.token(await world.join())).toBeDefined();
  });
});

it('short tokens live as long as the client says', async () => {
  const client = { AccessTokenValidity: 5, IdTokenValidity: 5 };
  const TokenValidityUnits = { AccessToken: 'minutes', IdToken: 'minutes' };
  world = await startPool({ client: { ...client, TokenValidityUnits } });
  const AccessToken = await world.token(await world.join());
  const { iat = 0, exp } = decodeJwt(AccessToken);
  expect(exp).toBe(iat + 300);
  world.advance(301_000);
  await expect(world.client.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
    message: 'Access Token has expired',
  });
});

it('a pool of another region signs with that region’s issuer', async () => {
  world = await startPool({ region: 'eu-central-1' });
  const { iss } = decodeJwt(await world.token(await world.join()));
  expect(iss).toBe(`https://cognito-idp.eu-central-1.amazonaws.com/${world.UserPoolId}`);
});

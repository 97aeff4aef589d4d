import {
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  DeleteUserCommand,
  ForgotPasswordCommand,
  GetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalWorld, poolOf, startWorld } from '../local-world.ts';
import { signIn } from './sign-in-library.ts';

let world: LocalWorld;
let client: CognitoIdentityProviderClient;
let ClientId: string;

beforeAll(async () => {
  world = await startWorld();
  const { configuration, url } = world.cloud;
  ClientId = configuration.userPoolClientId;
  client = new CognitoIdentityProviderClient({ region: configuration.region, endpoint: url, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await world.close();
});
beforeEach(async () => void (await world.control('POST', 'reset')));

const newPassword = () => `Bb2?${crypto.randomUUID()}`;
const enter = async (username: string, password: string) =>
  (await signIn(poolOf(world.cloud), username, password)).session.getAccessToken().getJwtToken();
const forget = (Username: string) => client.send(new ForgotPasswordCommand({ ClientId, Username }));
const confirm = (Username: string, ConfirmationCode: string, Password: string) =>
  client.send(new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password }));

describe('a forgotten password', () => {
  it('is replaced with the mailed code, by username or e-mail; the old one is worth nothing then', async () => {
    const { username, email, password } = await world.join();
    const { CodeDeliveryDetails } = await forget(email);
    expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL', AttributeName: 'email' });
    expect(CodeDeliveryDetails?.Destination).not.toContain(username);
    const mail = await world.latestMail(email);
    expect(mail.subject).toBe('Reset your Countersign password');
    const chosen = newPassword();
    await confirm(username, mail.code ?? '', chosen);
    await expect(enter(username, password)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await enter(username, chosen);
    await expect(confirm(username, mail.code ?? '', newPassword())).rejects.toMatchObject({
      name: 'ExpiredCodeException',
    });
  });

  it('stays where the code is wrong or older than an hour, or the new one is too weak', async () => {
    const { username, email, password } = await world.join();
    await forget(username);
    const { code = '' } = await world.latestMail(email);
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(confirm(username, wrong, newPassword())).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    await expect(confirm(username, code, 'weakling')).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    });
    await world.control('POST', 'clock', { offsetMs: 61 * 60_000 });
    await expect(confirm(username, code, newPassword())).rejects.toMatchObject({
      name: 'ExpiredCodeException',
    });
    await enter(username, password);
  });

  it('is asked for five times an hour at most, and by nobody who does not exist or is not confirmed', async () => {
    const { username } = await world.join();
    for (let time = 0; time < 5; time++) await forget(username);
    await expect(forget(username)).rejects.toMatchObject({ name: 'LimitExceededException' });
    await expect(forget('nobody')).rejects.toMatchObject({ name: 'UserNotFoundException' });
    const pending = await world.register();
    await expect(forget(pending.username)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('a signed-in user', () => {
  it('changes their password with the old one, and locks nobody out by guessing it too often', async () => {
    const { username, password } = await world.join();
    const AccessToken = await enter(username, password);
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
    const chosen = newPassword();
    await expect(change(newPassword(), chosen)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(change(password, 'weakling')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    await change(password, chosen);
    await enter(username, chosen);
    for (let time = 0; time < 5; time++)
      await expect(change(password, chosen)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(change(chosen, newPassword())).rejects.toMatchObject({ name: 'LimitExceededException' });
    await world.control('POST', 'clock', { offsetMs: 2000 });
    await change(chosen, newPassword());
  });

  it('deletes their account: the name is free, the tokens are dead', async () => {
    const { username, password } = await world.join();
    const AccessToken = await enter(username, password);
    await client.send(new DeleteUserCommand({ AccessToken }));
    await expect(client.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(enter(username, password)).rejects.toMatchObject({ name: 'UserNotFoundException' });
    await world.join({ username });
  });
});

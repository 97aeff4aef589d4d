import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, it } from 'vitest';
import { beginSignIn } from '../begin-sign-in.ts';
import { hidden, type PoolWorld, startPool } from '../pool-world.ts';

let world: PoolWorld;
afterEach(() => world.close());

const forgot = (Username: string) =>
  world.client.send(new ForgotPasswordCommand({ ClientId: world.ClientId, Username }));
const confirm = (Username: string, ConfirmationCode = '123456') =>
  world.client.send(
    new ConfirmForgotPasswordCommand({
      ...{ ClientId: world.ClientId, Username, ConfirmationCode },
      Password: 'Another-1-password!',
    }),
  );
const resend = (Username: string) =>
  world.client.send(new ResendConfirmationCodeCommand({ ClientId: world.ClientId, Username }));
const disable = (Username: string) =>
  world.client.send(new AdminDisableUserCommand({ UserPoolId: world.UserPoolId, Username }));
const change = (Username: string, Name: string, Value: string) =>
  world.client.send(
    new AdminUpdateUserAttributesCommand({
      ...{ UserPoolId: world.UserPoolId, Username },
      UserAttributes: [{ Name, Value }],
    }),
  );

describe('a pool that hides who exists', () => {
  it('LC4: says of a code for nobody, and for a disabled user, that it does not match', async () => {
    world = await startPool({ client: hidden });
    const { username } = await world.join();
    const mismatch = { name: 'CodeMismatchException' };
    await expect(confirm('nobody')).rejects.toMatchObject(mismatch);
    await expect(confirm('nobody@example.com')).rejects.toMatchObject(mismatch);
    await expect(confirm(username)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    await disable(username);
    await expect(confirm(username)).rejects.toMatchObject(mismatch);
  });

  it('LC4: invents where the code went for a user without a verified address, and for a disabled one', async () => {
    world = await startPool({ client: hidden });
    const [first, second] = [await world.join(), await world.join()];
    await change(first.username, 'email_verified', 'false');
    await disable(second.username);
    for (const { username, email } of [first, second]) {
      const { CodeDeliveryDetails } = await forgot(username);
      expect(CodeDeliveryDetails).toEqual({
        AttributeName: 'email',
        DeliveryMedium: 'EMAIL',
        Destination: 'a***@e***',
      });
      expect(world.mails(email)).toEqual([]);
    }
  });

  it('LC4: invents a telephone for a name that is a number, and where only telephones are verified', async () => {
    world = await startPool({ client: hidden });
    expect((await forgot('+12065550123')).CodeDeliveryDetails).toEqual({
      AttributeName: 'phone_number',
      DeliveryMedium: 'SMS',
      Destination: '+*******0123',
    });
    await world.close();
    world = await startPool({ client: hidden, pool: { AutoVerifiedAttributes: ['phone_number'] } });
    expect((await forgot('nobody')).CodeDeliveryDetails?.DeliveryMedium).toBe('SMS');
  });

  it('LC4: sends a disabled newcomer no other code, and says that it did', async () => {
    world = await startPool({ client: hidden });
    const { username, email } = await world.join();
    await disable(username);
    expect((await resend(username)).CodeDeliveryDetails?.Destination).toBe('a***@e***');
    expect(world.mails(email)).toEqual([]);
  });

  it('LC4: gives an unknown name a UUID in SRP, always the same one, and refuses any password', async () => {
    world = await startPool({ client: hidden });
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const idOf = async (USERNAME: string) => {
      const AuthParameters = { USERNAME, SRP_A: 'abc' };
      const { ClientId } = world;
      const begun = await world.client.send(
        new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }),
      );
      return begun.ChallengeParameters?.USER_ID_FOR_SRP ?? '';
    };
    const first = await idOf('nobody');
    expect(first).toMatch(uuid);
    expect(await idOf('NoBody')).toBe(first);
    expect(await idOf('nobody@example.com')).not.toBe(first);
    const wrong = beginSignIn(world, { username: 'nobody', password: 'Wrong-1-password!' });
    await expect(wrong).rejects.toMatchObject({ message: 'Incorrect username or password.' });
    const ann = await world.join();
    expect(await idOf(ann.username)).toBe(ann.username);
  });
});

it('LC4: a pool that shows who exists says that a user is disabled, and mails nothing', async () => {
  world = await startPool();
  const { username, email } = await world.join();
  await disable(username);
  const told = { name: 'NotAuthorizedException', message: 'User is disabled.' };
  await expect(forgot(username)).rejects.toMatchObject(told);
  await expect(confirm(username)).rejects.toMatchObject(told);
  await expect(resend(username)).rejects.toMatchObject(told);
  expect(world.mails(email)).toEqual([]);
});

it('signs in by an alias whichever of the two names the answer has', async () => {
  world = await startPool();
  const ann = await world.join();
  expect((await beginSignIn(world, ann, ann.email)).AuthenticationResult).toBeDefined();
  expect((await beginSignIn(world, ann)).AuthenticationResult).toBeDefined();
  const { UserPoolId } = world;
  await world.client.send(new AdminCreateUserCommand({ UserPoolId, Username: 'bob' }));
  const other = beginSignIn(world, { ...ann, username: 'bob' });
  await expect(other).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

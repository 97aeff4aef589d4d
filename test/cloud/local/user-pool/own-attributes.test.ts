import {
  CognitoIdentityProviderClient,
  DeleteUserAttributesCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalWorld, poolOf, startWorld } from '../local-world.ts';
import { signIn } from './sign-in-library.ts';

let world: LocalWorld;
let client: CognitoIdentityProviderClient;

beforeAll(async () => {
  world = await startWorld({ context: { mfa: 'optional', sms: 'on' } });
  const { configuration, url } = world.cloud;
  client = new CognitoIdentityProviderClient({ region: configuration.region, endpoint: url, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await world.close();
});
beforeEach(async () => void (await world.control('POST', 'reset')));

async function somebodySignedIn() {
  const account = await world.join();
  const enter = (name: string) => signIn(poolOf(world.cloud), name, account.password);
  const AccessToken = (await enter(account.username)).session.getAccessToken().getJwtToken();
  return {
    ...account,
    enter,
    update: (Name: string, Value: string) =>
      client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] })),
    verify: (AttributeName: string, Code = '') =>
      client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName, Code })),
    resend: (AttributeName: string) =>
      client.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName })),
    remove: (...UserAttributeNames: string[]) =>
      client.send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames })),
    async attributes() {
      const { UserAttributes = [] } = await client.send(new GetUserCommand({ AccessToken }));
      return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
    },
  };
}

describe('a new e-mail address', () => {
  it('waits for its code while the old one goes on to sign in, then takes its place', async () => {
    const ann = await somebodySignedIn();
    const next = `new-${ann.email}`;
    const { CodeDeliveryDetailsList } = await ann.update('email', next);
    expect(CodeDeliveryDetailsList).toMatchObject([{ AttributeName: 'email', DeliveryMedium: 'EMAIL' }]);
    expect(await ann.attributes()).toMatchObject({ email: ann.email, email_verified: 'true' });
    await ann.enter(ann.email);
    await expect(ann.enter(next)).rejects.toMatchObject({ name: 'UserNotFoundException' });

    const { code = '', subject } = await world.latestMail(next);
    expect(subject).toBe('Confirm your new address for Countersign');
    await expect(ann.verify('email', code === '111111' ? '222222' : '111111')).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    await ann.verify('email', code);
    expect(await ann.attributes()).toMatchObject({ email: next, email_verified: 'true' });
    await ann.enter(next);
    await expect(ann.enter(ann.email)).rejects.toMatchObject({ name: 'UserNotFoundException' });
    await expect(ann.verify('email', code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  });

  it('gets another code when asked, five an hour at most; only the latest is good', async () => {
    const ann = await somebodySignedIn();
    const next = `new-${ann.email}`;
    await ann.update('email', next);
    const first = (await world.latestMail(next)).code ?? '';
    const { CodeDeliveryDetails } = await ann.resend('email');
    expect(CodeDeliveryDetails).toMatchObject({ AttributeName: 'email', DeliveryMedium: 'EMAIL' });
    const { code: second = '', subject } = await world.latestMail(next);
    expect(subject).toBe('Confirm your address for Countersign');
    if (first !== second) {
      await expect(ann.verify('email', first)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    }
    for (let time = 0; time < 3; time++) await ann.resend('email');
    await expect(ann.resend('email')).rejects.toMatchObject({ name: 'LimitExceededException' });
    await expect(ann.update('email', `third-${ann.email}`)).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });

  it('is forgotten when the old one is wanted after all', async () => {
    const ann = await somebodySignedIn();
    const next = `new-${ann.email}`;
    await ann.update('email', next);
    const { code } = await world.latestMail(next);
    expect((await ann.update('email', ann.email)).CodeDeliveryDetailsList).toEqual([]);
    await expect(ann.verify('email', code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    expect(await ann.attributes()).toMatchObject({ email: ann.email, email_verified: 'true' });
  });

  it('is not taken from somebody else who has verified it', async () => {
    const other = await world.join();
    const ann = await somebodySignedIn();
    await ann.update('email', other.email);
    const { code } = await world.latestMail(other.email);
    await expect(ann.verify('email', code)).rejects.toMatchObject({ name: 'AliasExistsException' });
    expect(await ann.attributes()).toMatchObject({ email: ann.email });
    await signIn(poolOf(world.cloud), other.email, other.password);
  });
});

describe('other attributes', () => {
  it('change at once and are in the next ID token, the address as a structure', async () => {
    const ann = await somebodySignedIn();
    await ann.update('name', 'Ann Ample');
    await ann.update('address', '1 Main Street\nSpringfield');
    expect(await ann.attributes()).toMatchObject({ name: 'Ann Ample' });
    const { session } = await ann.enter(ann.username);
    expect(session.getIdToken().payload).toMatchObject({
      name: 'Ann Ample',
      address: { formatted: '1 Main Street\nSpringfield' },
    });
    await ann.remove('name', 'address');
    expect(await ann.attributes()).not.toHaveProperty('name');
  });

  it('are refused where they are unknown, the pool’s own, required or no phone number', async () => {
    const ann = await somebodySignedIn();
    const refused = { name: 'InvalidParameterException' };
    await expect(ann.update('shoe_size', '46')).rejects.toMatchObject(refused);
    await expect(ann.update('phone_number', '555')).rejects.toMatchObject(refused);
    await expect(ann.update('email', 'nowhere')).rejects.toMatchObject(refused);
    await expect(ann.remove('email')).rejects.toMatchObject(refused);
    await expect(ann.resend('phone_number')).rejects.toMatchObject(refused);
    await expect(ann.update('email_verified', 'true')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    expect(await ann.attributes()).not.toHaveProperty('shoe_size');
  });

  it('include a phone number, whose code comes by text message into the inbox', async () => {
    const ann = await somebodySignedIn();
    const phone = '+15550001234';
    const { CodeDeliveryDetailsList } = await ann.update('phone_number', phone);
    expect(CodeDeliveryDetailsList).toEqual([
      { AttributeName: 'phone_number', DeliveryMedium: 'SMS', Destination: '+*******1234' },
    ]);
    const message = await world.latestMail(phone);
    expect(message).toMatchObject({ medium: 'sms' });
    expect(message.text).toContain(message.code);
    expect(message.text.length).toBeLessThanOrEqual(140);
    await ann.verify('phone_number', message.code);
    expect(await ann.attributes()).toMatchObject({ phone_number: phone, phone_number_verified: 'true' });
  });
});

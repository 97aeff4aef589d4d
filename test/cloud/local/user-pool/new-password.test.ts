import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { localOperator } from '../../../../src/dev/deployed/read.ts';
import { type LocalWorld, poolOf, startWorld } from '../local-world.ts';
import { AuthenticationDetails, type CognitoUser, signIn, User } from './sign-in-library.ts';

let world: LocalWorld;
let operator: CognitoIdentityProviderClient;
beforeAll(async () => {
  world = await startWorld();
  const { configuration, url, token } = world.cloud;
  const credentials = localOperator(token);
  operator = new CognitoIdentityProviderClient({ region: configuration.region, endpoint: url, credentials });
});
afterAll(async () => {
  operator.destroy();
  await world.close();
});
beforeEach(async () => void (await world.control('POST', 'reset')));

const password = () => `Aa1!${crypto.randomUUID()}`;

async function invited(): Promise<{ username: string; temporary: string }> {
  const username = `invited-${crypto.randomUUID().slice(0, 8)}`;
  const temporary = password();
  const made = new AdminCreateUserCommand({
    UserPoolId: world.cloud.configuration.userPoolId,
    Username: username,
    TemporaryPassword: temporary,
    UserAttributes: [{ Name: 'email', Value: `${username}@example.org` }],
  });
  await operator.send(made);
  return { username, temporary };
}

/** As far as the question for a new password. */
async function begin(username: string, secret: string) {
  const user = new User({ Username: username, Pool: poolOf(world.cloud) });
  const details = new AuthenticationDetails({ Username: username, Password: secret });
  const asked = await new Promise<Record<string, string>>((resolve, reject) =>
    user.authenticateUser(details, {
      onSuccess: () => reject(new Error('no challenge came')),
      onFailure: reject,
      newPasswordRequired: resolve,
    }),
  );
  return { user, asked };
}

const complete = (user: CognitoUser, chosen: string) =>
  new Promise((onSuccess, onFailure) =>
    user.completeNewPasswordChallenge(chosen, {}, { onSuccess, onFailure }),
  );

it('is asked for after a temporary password, and signs in; the temporary one is worth nothing then', async () => {
  const { username, temporary } = await invited();
  const { user, asked } = await begin(username, temporary);
  expect(asked).toMatchObject({ email: `${username}@example.org` });
  const chosen = password();
  await complete(user, chosen);
  await signIn(poolOf(world.cloud), username, chosen);
  await expect(signIn(poolOf(world.cloud), username, temporary)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
});

it('has to keep the rules, and comes within three minutes and once', async () => {
  const { username, temporary } = await invited();
  const { user } = await begin(username, temporary);
  await expect(complete(user, 'weakling')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
  const Session: unknown = Reflect.get(user, 'Session');
  await complete(user, password());
  Object.assign(user, { Session });
  await expect(complete(user, password())).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  const late = await invited();
  const again = await begin(late.username, late.temporary);
  await world.control('POST', 'clock', { offsetMs: 3 * 60_000 + 1000 });
  await expect(complete(again.user, password())).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

it('is not asked for once the temporary password is older than the pool allows', async () => {
  const { username, temporary } = await invited();
  await world.control('POST', 'clock', { offsetMs: 8 * 24 * 60 * 60_000 });
  await expect(begin(username, temporary)).rejects.toThrow('Temporary password has expired');
});

import {
  AdminGetUserCommand,
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, it } from 'vitest';
import { type Begun, beginSignIn } from '../begin-sign-in.ts';
import { type Person, type PoolWorld, startPool, withAuthenticators } from '../pool-world.ts';

const halfMinute = 30_000;
const method = 'SOFTWARE_TOKEN_MFA';
let world: PoolWorld;
afterEach(() => world.close());

const begin = (person: Person) => beginSignIn(world, person);
const answer = (begun: Begun, ChallengeName: typeof method | 'MFA_SETUP', code?: string) =>
  world.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: world.ClientId,
      ChallengeName,
      Session: begun.Session,
      ChallengeResponses: {
        USERNAME: begun.username,
        ...(code === undefined ? {} : { SOFTWARE_TOKEN_MFA_CODE: code }),
      },
    }),
  );

async function signedInWithAuthenticator() {
  const ann = await world.join();
  const AccessToken = await world.token(ann);
  const { SecretCode = '' } = await world.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = world.codeOf(SecretCode);
  await world.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await world.client.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
  return { ann, AccessToken, SecretCode, UserCode };
}

const used = { name: 'ExpiredCodeException', message: 'Your software token has already been used once.' };

describe('the test code of a new authenticator', () => {
  it('LC1: is used up, and an earlier one too; the next one signs in', async () => {
    world = await startPool({ pool: withAuthenticators });
    const { ann, SecretCode, UserCode } = await signedInWithAuthenticator();
    const begun = await begin(ann);
    await expect(answer(begun, method, UserCode)).rejects.toMatchObject(used);
    await expect(answer(begun, method, world.codeOf(SecretCode, -halfMinute))).rejects.toMatchObject(used);
    world.advance(halfMinute);
    expect((await answer(begun, method, world.codeOf(SecretCode))).AuthenticationResult).toBeDefined();
  });

  it('LC1: is used up as well where the sign-in itself asked for the set-up', async () => {
    world = await startPool({ pool: { ...withAuthenticators, MfaConfiguration: 'ON' } });
    const ann = await world.join();
    const begun = await begin(ann);
    const associated = await world.client.send(new AssociateSoftwareTokenCommand({ Session: begun.Session }));
    const UserCode = world.codeOf(associated.SecretCode);
    const verified = await world.client.send(
      new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }),
    );
    await answer({ ...begun, Session: verified.Session }, 'MFA_SETUP');
    await expect(answer(await begin(ann), method, UserCode)).rejects.toMatchObject(used);
  });

  it('LC1: of another authenticator in the same half minute is not', async () => {
    world = await startPool({ pool: withAuthenticators });
    const { ann, AccessToken } = await signedInWithAuthenticator();
    const { SecretCode } = await world.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const UserCode = world.codeOf(SecretCode);
    const { Status } = await world.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    expect(Status).toBe('SUCCESS');
    expect((await begin(ann)).ChallengeName).toBe(method);
  });
});

it('LC2: an authenticator that a sign-in sets up counts once it is verified, though the sign-in was given up', async () => {
  world = await startPool({ pool: { ...withAuthenticators, MfaConfiguration: 'ON' } });
  const ann = await world.join();
  const begun = await begin(ann);
  expect(begun.ChallengeName).toBe('MFA_SETUP');
  const { SecretCode, Session } = await world.client.send(
    new AssociateSoftwareTokenCommand({ Session: begun.Session }),
  );
  expect((await begin(ann)).ChallengeName).toBe('MFA_SETUP');
  const UserCode = world.codeOf(SecretCode);
  await world.client.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
  expect((await begin(ann)).ChallengeName).toBe(method);
});

it('LC3: another AssociateSoftwareToken ends the authenticator before, while GetUser goes on listing it', async () => {
  world = await startPool({ pool: withAuthenticators });
  const { ann, AccessToken } = await signedInWithAuthenticator();
  await world.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const shown = { UserMFASettingList: [method], PreferredMfaSetting: method };
  expect(await world.client.send(new GetUserCommand({ AccessToken }))).toMatchObject(shown);
  const { UserPoolId } = world;
  const asked = new AdminGetUserCommand({ UserPoolId, Username: ann.username });
  expect(await world.client.send(asked)).toMatchObject(shown);
  expect((await begin(ann)).AuthenticationResult).toBeDefined();
});

it.each(['SMS_MFA', method, 'SELECT_MFA_TYPE', 'MFA_SETUP', 'NEW_PASSWORD_REQUIRED'] as const)(
  'LC7: an answer to %s without a session names the missing parameter',
  async (ChallengeName) => {
    world = await startPool({ pool: withAuthenticators });
    const answered = world.client.send(
      new RespondToAuthChallengeCommand({
        ClientId: world.ClientId,
        ChallengeName,
        ChallengeResponses: { USERNAME: 'ann', SOFTWARE_TOKEN_MFA_CODE: '123456' },
      }),
    );
    await expect(answered).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Missing required parameter Session',
    });
  },
);

it.each(['', 'short', 'x'.repeat(2049)])(
  'LC7: a session of a wrong length is refused: %#',
  async (Session) => {
    world = await startPool({ pool: withAuthenticators });
    await expect(answer({ username: 'ann', Session }, method, '123456')).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  },
);

import {
  AssociateSoftwareTokenCommand,
  type AssociateSoftwareTokenCommandInput,
  CognitoIdentityProviderClient,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoUser, CognitoUserSession } from 'amazon-cognito-identity-js';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StackContext } from '../../../../src/cloud/stack/options.ts';
import { type Account, type LocalWorld, poolOf, startWorld } from '../local-world.ts';
import { AuthenticationDetails, signIn, User } from './sign-in-library.ts';

const phone = '+15550001234';
/** After so many ms an app shows another code. */
const halfMinute = 30_000;

/** A pool with these options, whose clock stands still, and the client an app would use. */
async function startPool(context: StackContext) {
  let now = Date.now();
  const world = await startWorld({ context, clock: () => now });
  const { configuration, url } = world.cloud;
  const { region, userPoolClientId: ClientId } = configuration;
  const client = new CognitoIdentityProviderClient({ region, endpoint: url, maxAttempts: 1 });
  return {
    world,
    client,
    ClientId,
    /** As an authenticator app shows it. */
    codeOf: (secret = '') => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now }),
    advance(ms: number) {
      now += ms;
    },
    async token({ username, password }: Account) {
      const { session } = await signIn(poolOf(world.cloud), username, password);
      return session.getAccessToken().getJwtToken();
    },
    async close() {
      client.destroy();
      await world.close();
    },
  };
}

/** The callbacks of amazon-cognito-identity-js after the password. */
type Asked =
  | { asked: 'nothing'; session: CognitoUserSession }
  | { asked: string; user: CognitoUser; parameters: Record<string, string> };

function begin(world: LocalWorld, { username, password }: Account): Promise<Asked> {
  const user = new User({ Username: username, Pool: poolOf(world.cloud) });
  const details = new AuthenticationDetails({ Username: username, Password: password });
  return new Promise((resolve, onFailure) => {
    const asks = (asked: string, parameters: unknown) =>
      resolve({ asked, user, parameters: parameters as Record<string, string> }); // as the library hands them on
    user.authenticateUser(details, {
      onSuccess: (session) => resolve({ asked: 'nothing', session }),
      onFailure,
      mfaRequired: asks,
      totpRequired: asks,
      selectMFAType: asks,
      mfaSetup: asks,
    });
  });
}

const sendCode = (user: CognitoUser, code: string, method: string) =>
  new Promise<CognitoUserSession>((onSuccess, onFailure) =>
    user.sendMFACode(code, { onSuccess, onFailure }, method),
  );

async function asked(world: LocalWorld, account: Account) {
  const next = await begin(world, account);
  if (!('user' in next)) throw new Error('Nothing was asked');
  return next;
}

describe('where a second factor is optional', () => {
  let pool: Awaited<ReturnType<typeof startPool>>;
  beforeAll(async () => {
    pool = await startPool({ mfa: 'optional', sms: 'on' });
  });
  afterAll(() => pool.close());
  beforeEach(async () => void (await pool.world.control('POST', 'reset')));

  const prefer = (AccessToken: string, Sms: boolean | null, Totp: boolean | null) => {
    const setting = (preferred: boolean | null) =>
      preferred === null ? undefined : { Enabled: true, PreferredMfa: preferred };
    return pool.client.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SMSMfaSettings: setting(Sms),
        SoftwareTokenMfaSettings: setting(Totp),
      }),
    );
  };
  async function withAuthenticator(AccessToken: string) {
    const { SecretCode } = await pool.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const verify = (UserCode: string) =>
      pool.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    return { SecretCode, verify };
  }
  async function withPhone(AccessToken: string) {
    const UserAttributes = [{ Name: 'phone_number', Value: phone }];
    await pool.client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
    const { code: Code } = await pool.world.latestMail(phone);
    const AttributeName = 'phone_number';
    await pool.client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName, Code }));
  }

  it('an authenticator is set up with a test code, asked for at sign-in, and each of its codes is good once', async () => {
    const ann = await pool.world.join();
    const AccessToken = await pool.token(ann);
    await expect(prefer(AccessToken, null, true)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const { SecretCode, verify } = await withAuthenticator(AccessToken);
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
    const right = pool.codeOf(SecretCode);
    await expect(verify(right === '000000' ? '000001' : '000000')).rejects.toMatchObject({
      name: 'EnableSoftwareTokenMFAException',
    });
    expect((await verify(right)).Status).toBe('SUCCESS');
    expect((await begin(pool.world, ann)).asked).toBe('nothing'); // set up, not yet wanted
    await prefer(AccessToken, null, true);
    expect(await pool.client.send(new GetUserCommand({ AccessToken }))).toMatchObject({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    });

    const first = await asked(pool.world, ann);
    expect(first.asked).toBe('SOFTWARE_TOKEN_MFA');
    await expect(sendCode(first.user, right, 'SOFTWARE_TOKEN_MFA')).rejects.toMatchObject({
      name: 'ExpiredCodeException',
    });
    pool.advance(halfMinute);
    const code = pool.codeOf(SecretCode);
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(sendCode(first.user, wrong, 'SOFTWARE_TOKEN_MFA')).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    await sendCode(first.user, code, 'SOFTWARE_TOKEN_MFA');
    const second = await asked(pool.world, ann);
    await expect(sendCode(second.user, code, 'SOFTWARE_TOKEN_MFA')).rejects.toMatchObject({
      name: 'ExpiredCodeException',
    });
    pool.advance(halfMinute);
    await sendCode(second.user, pool.codeOf(SecretCode), 'SOFTWARE_TOKEN_MFA');
  });

  it('a text message carries a code that is good for this sign-in only', async () => {
    const ann = await pool.world.join();
    const AccessToken = await pool.token(ann);
    await withPhone(AccessToken);
    await prefer(AccessToken, true, null);
    const { asked: method, user, parameters } = await asked(pool.world, ann);
    expect(method).toBe('SMS_MFA');
    expect(parameters.CODE_DELIVERY_DESTINATION).toBe('+*******1234');
    const { code = '', text } = await pool.world.latestMail(phone);
    expect(text).toContain('to sign in to Countersign');
    const another = await asked(pool.world, ann);
    if ((await pool.world.latestMail(phone)).code !== code) {
      await expect(sendCode(another.user, code, 'SMS_MFA')).rejects.toMatchObject({
        name: 'CodeMismatchException',
      });
    }
    await sendCode(user, code, 'SMS_MFA');
    pool.advance(3 * 60_000);
    const late = (await pool.world.latestMail(phone)).code ?? '';
    await expect(sendCode(another.user, late, 'SMS_MFA')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  it('who has both is asked which, unless one is preferred', async () => {
    const ann = await pool.world.join();
    const AccessToken = await pool.token(ann);
    await withPhone(AccessToken);
    const { SecretCode, verify } = await withAuthenticator(AccessToken);
    await verify(pool.codeOf(SecretCode));
    await expect(prefer(AccessToken, true, true)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await prefer(AccessToken, false, false);
    const choice = await asked(pool.world, ann);
    expect(choice.asked).toBe('SELECT_MFA_TYPE');
    expect(JSON.parse(choice.parameters.MFAS_CAN_CHOOSE ?? '')).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
    const chosen = await new Promise<string>((resolve, onFailure) =>
      choice.user.sendMFASelectionAnswer('SOFTWARE_TOKEN_MFA', {
        onSuccess: () => onFailure(new Error('Nothing was asked')),
        onFailure,
        mfaRequired: resolve,
        totpRequired: resolve,
      }),
    );
    expect(chosen).toBe('SOFTWARE_TOKEN_MFA');
    pool.advance(halfMinute);
    await sendCode(choice.user, pool.codeOf(SecretCode), 'SOFTWARE_TOKEN_MFA');
    await prefer(AccessToken, true, false);
    expect((await asked(pool.world, ann)).asked).toBe('SMS_MFA');
  });

  it('a new authenticator ends the one before at once', async () => {
    const ann = await pool.world.join();
    const AccessToken = await pool.token(ann);
    const first = await withAuthenticator(AccessToken);
    await first.verify(pool.codeOf(first.SecretCode));
    await prefer(AccessToken, null, true);
    await withAuthenticator(AccessToken);
    expect((await begin(pool.world, ann)).asked).toBe('nothing');
  });

  it('wrong codes lock as wrong passwords do, in whichever sign-in they are typed', () =>
    pool.world.withStillClock(async () => {
      const ann = await pool.world.join();
      const AccessToken = await pool.token(ann);
      const { SecretCode, verify } = await withAuthenticator(AccessToken);
      await verify(pool.codeOf(SecretCode));
      await prefer(AccessToken, null, true);
      for (let time = 0; time < 5; time++) {
        const { user } = await asked(pool.world, ann);
        await expect(sendCode(user, 'abcdef', 'SOFTWARE_TOKEN_MFA')).rejects.toMatchObject({
          name: 'CodeMismatchException',
        });
      }
      const { user } = await asked(pool.world, ann);
      await expect(sendCode(user, pool.codeOf(SecretCode), 'SOFTWARE_TOKEN_MFA')).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Password attempts exceeded',
      });
      pool.advance(halfMinute);
      const after = await asked(pool.world, ann);
      await sendCode(after.user, pool.codeOf(SecretCode), 'SOFTWARE_TOKEN_MFA');
    }));
});

describe('where a second factor is required', () => {
  let pool: Awaited<ReturnType<typeof startPool>>;
  beforeAll(async () => {
    pool = await startPool({ mfa: 'required' });
  });
  afterAll(() => pool.close());

  it('who has none sets up an authenticator before the first tokens, and is asked for it from then on', async () => {
    const ann = await pool.world.join();
    const { asked: step, user, parameters } = await asked(pool.world, ann);
    expect(step).toBe('MFA_SETUP');
    expect(JSON.parse(parameters.MFAS_CAN_SETUP ?? '')).toEqual(['SOFTWARE_TOKEN_MFA']);
    const secret = await new Promise<string>((associateSecretCode, onFailure) =>
      user.associateSoftwareToken({ associateSecretCode, onFailure }),
    );
    await new Promise<CognitoUserSession>((onSuccess, onFailure) =>
      user.verifySoftwareToken(pool.codeOf(secret), 'my phone', { onSuccess, onFailure }),
    );
    const next = await asked(pool.world, ann);
    expect(next.asked).toBe('SOFTWARE_TOKEN_MFA');
    pool.advance(halfMinute);
    await sendCode(next.user, pool.codeOf(secret), 'SOFTWARE_TOKEN_MFA');
  });

  it('nobody gets by without a code, with a session of another step, or with one used before', async () => {
    const ann = await pool.world.join();
    const { user } = await asked(pool.world, ann);
    const Session: unknown = Reflect.get(user, 'Session');
    if (typeof Session !== 'string') throw new Error('There is no session');
    const answer = (ChallengeName: 'MFA_SETUP' | 'SOFTWARE_TOKEN_MFA', session: string) =>
      pool.client.send(
        new RespondToAuthChallengeCommand({
          ClientId: pool.ClientId,
          ChallengeName,
          Session: session,
          ChallengeResponses: { USERNAME: ann.username },
        }),
      );
    await expect(answer('MFA_SETUP', Session)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(answer('SOFTWARE_TOKEN_MFA', Session)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    const input: AssociateSoftwareTokenCommandInput = { Session };
    const associated = await pool.client.send(new AssociateSoftwareTokenCommand(input));
    await expect(pool.client.send(new AssociateSoftwareTokenCommand(input))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(answer('MFA_SETUP', associated.Session ?? '')).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('where there is no second factor', () => {
  it('none can be set up', async () => {
    const pool = await startPool({});
    const AccessToken = await pool.token(await pool.world.join());
    await expect(pool.client.send(new AssociateSoftwareTokenCommand({ AccessToken }))).rejects.toMatchObject({
      name: 'SoftwareTokenMFANotFoundException',
    });
    await pool.close();
  });
});

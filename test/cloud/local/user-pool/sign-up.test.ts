import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorld, somebody, startWorld } from '../local-world.ts';

let world: LocalWorld;
let ClientId: string;
beforeAll(async () => {
  world = await startWorld();
  ClientId = world.cloud.configuration.userPoolClientId;
});
afterAll(() => world.close());

const signUp = (given: Record<string, unknown>) => {
  const { username, password, email } = somebody();
  const UserAttributes = [{ Name: 'email', Value: email }];
  return world.idp('SignUp', { ClientId, Username: username, Password: password, UserAttributes, ...given });
};
const confirm = (Username: string, ConfirmationCode: string, ForceAliasCreation = false) =>
  world.idp('ConfirmSignUp', { ClientId, Username, ConfirmationCode, ForceAliasCreation });
const wrong = (code = '') => (code === '000000' ? '000001' : '000000');
const refusal = (type: string, message: string) => ({
  status: 400,
  body: { __type: type, message },
});

describe('signing up', () => {
  it('records exactly the attributes that were given, and mails a code of six digits', async () => {
    const { username, email } = await world.register();
    const users = (await world.control('GET', 'users')).body as unknown as { username: string }[]; // a list
    expect(users.find((user) => user.username === username)).toEqual({
      username,
      status: 'UNCONFIRMED',
      attributes: {
        sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
        email,
        email_verified: 'false',
        preferred_username: username,
      },
    });
    const mail = await world.latestMail(email);
    expect(mail.code).toMatch(/^\d{6}$/);
    expect(mail.text).toContain(mail.code);
    expect(mail.subject).toBe('Confirm your Countersign account');
    const page = `${world.cloud.configuration.apis.ProfileAPI?.endpoint}/confirm#username=`;
    expect(mail.html).toContain(page);
    expect(mail.html).toContain(`code=${mail.code}`);
  });

  it('says where the code went without showing the address', async () => {
    const answer = await signUp({ UserAttributes: [{ Name: 'email', Value: 'zoe@example.com' }] });
    expect(answer.body).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { Destination: 'z***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    });
  });

  it.each([
    ['Aa1!aaa', 'Password not long enough'],
    ['AAAAAA1!', 'Password must have lowercase characters'],
    ['aaaaaa1!', 'Password must have uppercase characters'],
    ['Aaaaaaa!', 'Password must have numeric characters'],
    ['Aaaaaaa1', 'Password must have symbol characters'],
  ])('refuses the password %s and names the rule', async (Password, rule) => {
    const message = `Password did not conform with policy: ${rule}`;
    expect(await signUp({ Password })).toMatchObject(refusal('InvalidPasswordException', message));
  });

  it('refuses a name that is taken, in whatever case it is written', async () => {
    const { username } = await world.register();
    const again = await signUp({ Username: username.toUpperCase() });
    expect(again).toMatchObject(refusal('UsernameExistsException', 'User already exists'));
  });

  it('gives a name to one of two who ask at the same time', async () => {
    const { username: Username } = somebody();
    const answers = await Promise.all([signUp({ Username }), signUp({ Username })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400]);
  });

  it.each([
    [
      'a missing address',
      [],
      'Attributes did not conform to the schema: email: The attribute email is required\n',
    ],
    ['no address', [{ Name: 'email', Value: 'ann@example' }], 'Invalid email address format.'],
    [
      'an unknown attribute',
      [{ Name: 'shoeSize', Value: '39' }],
      'Attributes did not conform to the schema: shoeSize: Attribute does not exist in the schema.\n',
    ],
  ])('refuses %s', async (_, UserAttributes, message) => {
    expect(await signUp({ UserAttributes })).toMatchObject(refusal('InvalidParameterException', message));
  });

  it('lets nobody call their own address verified', async () => {
    const UserAttributes = [
      { Name: 'email', Value: 'ann@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ];
    expect((await signUp({ UserAttributes })).body.__type).toBe('NotAuthorizedException');
  });

  it('refuses an address as a name, because addresses are aliases', async () => {
    const answer = await signUp({ Username: 'ann@example.com' });
    expect(answer.body.message).toMatch(/^Username cannot be of email format/);
  });
});

describe('confirming', () => {
  it('makes the user one who may sign in', async () => {
    const { username } = await world.join();
    const users = (await world.control('GET', 'users')).body as unknown as Record<string, unknown>[]; // a list
    expect(users.find((user) => user.username === username)).toMatchObject({
      status: 'CONFIRMED',
      attributes: { email_verified: 'true' },
    });
  });

  it('refuses a wrong code, and takes the right one afterwards', async () => {
    const { username, email } = await world.register();
    const { code = '' } = await world.latestMail(email);
    expect(await confirm(username, wrong(code))).toMatchObject(
      refusal('CodeMismatchException', 'Invalid verification code provided, please try again.'),
    );
    expect((await confirm(username, code)).status).toBe(200);
  });

  it('says so to a user who is confirmed already', async () => {
    const { username } = await world.join();
    expect(await confirm(username, '123456')).toMatchObject(
      refusal('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
    );
  });

  it('refuses further tries after five wrong codes, for an hour', async () => {
    const { username, email } = await world.register();
    const { code = '' } = await world.latestMail(email);
    for (let i = 0; i < 5; i++) await confirm(username, wrong(code));
    expect(await confirm(username, code)).toMatchObject(
      refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
    );
    world.advance(61 * 60_000);
    expect((await confirm(username, code)).status).toBe(200);
  });

  it('refuses a code that is a day old', async () => {
    const { username, email } = await world.register();
    const { code = '' } = await world.latestMail(email);
    world.advance(24 * 60 * 60_000);
    expect(await confirm(username, code)).toMatchObject(
      refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
    );
  });

  it('refuses an address that somebody has confirmed, unless told to take it over', async () => {
    const first = await world.join();
    const second = await world.register({ email: first.email });
    const { code = '' } = await world.latestMail(first.email);
    expect(await confirm(second.username, code)).toMatchObject(
      refusal('AliasExistsException', 'An account with the email already exists.'),
    );
    expect((await confirm(second.username, code, true)).status).toBe(200);
  });
});

describe('asking for another code', () => {
  const resend = (Username: string) => world.idp('ResendConfirmationCode', { ClientId, Username });

  it('sends a new one and forgets the old one', async () => {
    const { username, email } = await world.register();
    const { code: old = '' } = await world.latestMail(email);
    const before = (await world.control('GET', 'calls')).body['cognito-idp.ResendConfirmationCode'] ?? 0;
    expect((await resend(username)).status).toBe(200);
    expect((await world.control('GET', 'calls')).body['cognito-idp.ResendConfirmationCode']).toBe(
      Number(before) + 1,
    );
    const { code = '' } = await world.latestMail(email);
    if (old !== code) expect((await confirm(username, old)).status).toBe(400);
    expect((await confirm(username, code)).status).toBe(200);
  });

  it('undoes no confirmation that happens at the same time', async () => {
    const { username, email } = await world.register();
    const { code = '' } = await world.latestMail(email);
    await Promise.all([confirm(username, code), resend(username)]);
    if ((await resend(username)).status === 200) {
      // The new code came first and the old one was refused.
      expect((await confirm(username, (await world.latestMail(email)).code ?? '')).status).toBe(200);
    }
    expect((await resend(username)).body.message).toBe('User is already confirmed.');
  });

  it('is refused after five times in an hour', async () => {
    const { username } = await world.register();
    for (let i = 0; i < 5; i++) expect((await resend(username)).status).toBe(200);
    expect((await resend(username)).body.__type).toBe('LimitExceededException');
  });

  it('is refused for somebody who is confirmed, and for nobody', async () => {
    const { username } = await world.join();
    expect(await resend(username)).toMatchObject(
      refusal('InvalidParameterException', 'User is already confirmed.'),
    );
    expect((await resend('nobody')).body.__type).toBe('UserNotFoundException');
  });
});

/** The challenges of the hosted pages after the password, for a person without the extension. */
import {
  AdminCreateUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extensionRedirects } from '../../../../src/cloud/stack/hosted-ui.ts';
import { localOperator } from '../../../../src/dev/deployed/read.ts';
import { type LocalWorld, startWorld } from '../local-world.ts';
import { location, pageVisitor } from './page-visitor.ts';

const phone = '+15550001234';

let now = Date.now();
let world: LocalWorld;
let operator: CognitoIdentityProviderClient;
let UserPoolId: string;
let start: string;
beforeAll(async () => {
  const context = { mfa: 'required', sms: 'on', requiredAttributes: 'name' };
  world = await startWorld({ context, clock: () => now });
  const { configuration, url, token } = world.cloud;
  UserPoolId = configuration.userPoolId;
  operator = new CognitoIdentityProviderClient({
    region: configuration.region,
    endpoint: url,
    credentials: localOperator(token),
  });
  const [redirect_uri = ''] = extensionRedirects;
  const asked = { response_type: 'code', client_id: configuration.userPoolClientId, redirect_uri };
  start = `/login?${new URLSearchParams(asked)}`;
});
afterAll(async () => {
  operator.destroy();
  await world.close();
});

/** Somebody whom an operator has made, with a temporary password. */
async function invited() {
  const username = `ann-${crypto.randomUUID().slice(0, 8)}`;
  const password = `Aa1!${crypto.randomUUID()}`;
  const UserAttributes = [{ Name: 'email', Value: `${username}@example.org` }];
  const made = { UserPoolId, Username: username, TemporaryPassword: password, UserAttributes };
  await operator.send(new AdminCreateUserCommand(made));
  return { username, password };
}

const visitor = () => pageVisitor(world.cloud.url);
async function signIn({ username, password }: { username: string; password: string }) {
  const { visit, submit } = visitor();
  const page = await submit(await visit(start), { username, password });
  return { page, submit };
}
/** The text of the page, and its form for the next step. */
async function read(page: Response) {
  const html = await page.clone().text();
  return { title: /<h1>([^<]*)</.exec(html)?.[1], alert: /role="alert">([^<]*)</.exec(html)?.[1], html };
}
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
const isSignedIn = (page: Response) => location(page).searchParams.get('code') !== null;

/** A password and an authenticator of their own. */
async function settledIn() {
  const person = await invited();
  const { page, submit } = await signIn(person);
  const password = `Bb2?${crypto.randomUUID()}`;
  const setUp = await submit(page, { NEW_PASSWORD: password, 'userAttributes.name': 'Ann' });
  const secret = /<code>([^<]*)</.exec((await read(setUp)).html)?.[1]?.replaceAll(' ', '') ?? '';
  expect(isSignedIn(await submit(setUp, { code: codeOf(secret) }))).toBe(true);
  now += 30_000;
  return { ...person, password, secret };
}

describe('after the password, the hosted pages', () => {
  it('ask for a new one where it was temporary, with what is missing, until it keeps the rules', async () => {
    const { page, submit } = await signIn(await invited());
    expect(await read(page)).toMatchObject({ title: 'New password', alert: undefined });
    const again = await submit(page, { NEW_PASSWORD: 'weakling', 'userAttributes.name': 'Ann' });
    expect([again.status, (await read(again)).alert]).toEqual([400, expect.stringContaining('Password')]);
    const fields = { NEW_PASSWORD: `Bb2?${crypto.randomUUID()}`, 'userAttributes.name': 'Ann' };
    expect((await read(await submit(again, fields))).title).toBe('Set up an authenticator');
  });

  it('set up an authenticator where everybody needs one, and ask for its code from then on', async () => {
    const ann = await settledIn();
    const { page, submit } = await signIn(ann);
    expect((await read(page)).title).toBe('Enter the code');
    const wrong = await submit(page, { code: 'abcdef' });
    expect((await read(wrong)).alert).toContain('not right');
    expect(isSignedIn(await submit(wrong, { code: codeOf(ann.secret) }))).toBe(true);
    const next = await signIn(ann);
    const used = await next.submit(next.page, { code: codeOf(ann.secret) });
    expect((await read(used)).alert).toContain('used already');
  });

  it('send a text message, or let people choose', async () => {
    const ann = await settledIn();
    const them = { UserPoolId, Username: ann.username };
    const UserAttributes = [{ Name: 'phone_number', Value: phone }];
    await operator.send(new AdminUpdateUserAttributesCommand({ ...them, UserAttributes }));
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: false };
    await operator.send(new AdminSetUserMFAPreferenceCommand({ ...them, SoftwareTokenMfaSettings }));
    const { page, submit } = await signIn(ann);
    expect((await read(page)).title).toBe('How do you want your code?');
    const asked = await submit(page, { ANSWER: 'SMS_MFA' });
    expect((await read(asked)).html).toContain('+*******1234');
    const { code = '' } = await world.latestMail(phone);
    expect(isSignedIn(await submit(asked, { code }))).toBe(true);
  });

  it('begin again after three minutes, and take no form that they did not make', async () => {
    const { page, submit } = await signIn(await invited());
    const copy = page.clone();
    now += 3 * 60_000;
    const late = await submit(page, { NEW_PASSWORD: 'Bb2?bbbbbb', 'userAttributes.name': 'Ann' });
    expect(await read(late)).toMatchObject({ title: 'Sign in', alert: expect.stringContaining('too long') });
    expect((await submit(copy.clone(), { _csrf: 'made-up' })).status).toBe(403);
    expect((await submit(copy.clone(), { challenge: '{"ChallengeName":"FREE"}' })).status).toBe(403);
  });
});

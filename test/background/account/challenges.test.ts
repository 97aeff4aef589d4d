import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { StackContext } from '../../../src/cloud/stack/options.ts';
import type { ChallengeAnswer } from '../../../src/contract/challenge.ts';
import type { AuthOutcome, PendingChallenge } from '../../../src/core/auth/auth-answer.ts';
import { invite } from '../world/operator.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  goodPassword,
  signIn,
  startCore,
} from '../world/world.ts';

const coded = (code: string) => expect.objectContaining({ code });
const minutes = 60_000;

let cloud: LocalCloud;
let control: Control;
let core: Core;

/** A cloud for all tests of a group, with these options of the stack; a core for each. */
function inCloud(context: StackContext): void {
  beforeAll(async () => {
    cloud = await startLocalCloud({ dir: null, context });
    control = controlOf(cloud);
  });
  afterAll(() => cloud.stop());
  beforeEach(async () => {
    await control.post('clock', { offsetMs: 0 });
    core = await startCore(cloud);
  });
}

/** As it is kept while the worker is stopped. */
const kept = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const answer = (pending: PendingChallenge, given: ChallengeAnswer): Promise<AuthOutcome> =>
  core.session.enter(() => core.authentication.answer(kept(pending), given), { keep: true });
async function asked(user: { username: string; password: string }): Promise<PendingChallenge> {
  const outcome = await signIn(core, user);
  if (outcome.step !== 'challenge') throw new Error(`The sign-in leads to ${outcome.step}`);
  return outcome;
}
const codeOf = (secret: string, offset = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + offset });
const wrong = (code: string) => (code === '000000' ? '111111' : '000000');

/** Gives a signed-in account an authenticator. */
async function giveAuthenticator(): Promise<string> {
  const secret = await core.user.beginAuthenticator();
  await core.user.confirmAuthenticator(codeOf(secret));
  await core.user.useFactors(['authenticator'], null);
  return secret;
}

describe('a second factor', () => {
  inCloud({ mfa: 'optional', sms: 'on' });

  it('by authenticator is asked for after the password; a wrong code may be followed by a right one', async () => {
    const user = await confirmedUser(core, control);
    await signIn(core, user);
    const secret = await giveAuthenticator();
    await core.session.signOut();
    const pending = await asked(user);
    expect(pending.challenge).toMatchObject({ kind: 'code', by: 'authenticator' });
    const code = codeOf(secret, 30_000);
    await expect(answer(pending, { kind: 'code', code: wrong(code) })).rejects.toEqual(
      coded('factorCodeWrong'),
    );
    core = await core.restart();
    expect(await answer(pending, { kind: 'code', code })).toMatchObject({ step: 'signedIn' });
    expect(core.session.state.account).toMatchObject({ username: user.username });
  });

  it('WI2: a code that was used already leaves the challenge as it is, and the next one signs in', async () => {
    const user = await confirmedUser(core, control);
    await signIn(core, user);
    const secret = await giveAuthenticator();
    await core.session.signOut();
    const code = codeOf(secret, 30_000);
    await answer(await asked(user), { kind: 'code', code });
    await core.session.signOut();
    const pending = await asked(user);
    for (let time = 0; time < 2; time += 1)
      await expect(answer(pending, { kind: 'code', code })).rejects.toEqual(coded('codeUsed'));
    await control.post('clock', { offsetMs: minutes });
    core.setClock(minutes);
    expect(await answer(pending, { kind: 'code', code: codeOf(secret, minutes) })).toMatchObject({
      step: 'signedIn',
    });
  });

  it('by text message goes to the phone; with both set up, the person chooses', async () => {
    const user = await confirmedUser(core, control);
    await signIn(core, user);
    const secret = await giveAuthenticator();
    await core.user.change({ phone_number: '+12065550123' });
    await core.user.verify('phone_number', await control.codeFor('+12065550123'));
    await core.user.useFactors(['sms', 'authenticator'], null);
    expect(await core.user.read()).toMatchObject({ factors: ['sms', 'authenticator'], preferred: null });

    const choice = await asked(user);
    expect(choice.challenge).toEqual({ kind: 'choice', of: ['sms', 'authenticator'] });
    const sent = await answer(choice, { kind: 'choice', factor: 'sms' });
    if (sent.step !== 'challenge') throw new Error('No code is asked for');
    expect(sent.challenge).toMatchObject({ by: 'sms', destination: expect.stringMatching(/^\+\*+\d+$/) });
    const code = await control.codeFor('+12065550123');
    expect(await answer(sent, { kind: 'code', code })).toMatchObject({ step: 'signedIn' });

    await core.user.useFactors(['sms', 'authenticator'], 'authenticator');
    const preferred = await asked(user);
    expect(preferred.challenge).toMatchObject({ by: 'authenticator' });
    await answer(preferred, { kind: 'code', code: codeOf(secret, 30_000) });

    await core.user.useFactors([], null);
    expect(await signIn(core, user)).toMatchObject({ step: 'signedIn' });
  });
});

describe('a temporary password in a pool that wants a name and an authenticator of everybody', () => {
  inCloud({ mfa: 'required', requiredAttributes: 'name' });
  const attributes = { name: 'Ida' };

  it('leads to a password of one’s own, then to an authenticator, with one secret whatever is stopped', async () => {
    const user = await invite(cloud);
    const first = await asked(user);
    expect(first.challenge).toEqual({ kind: 'newPassword', attributes: ['name'] });
    const weak = answer(first, { kind: 'newPassword', password: 'weakling', attributes });
    await expect(weak).rejects.toEqual(coded('passwordRejected'));

    const again = await asked(user);
    const password = goodPassword();
    const pending = await answer(again, { kind: 'newPassword', password, attributes });
    if (pending.step !== 'challenge') throw new Error('No authenticator is asked for');
    expect(pending.challenge).toEqual({ kind: 'setUp' });
    const { secret, session } = await core.authentication.beginSetUp(pending.session);
    core = await core.restart();
    const begun = { ...pending, session };
    const code = codeOf(secret);
    await expect(answer(begun, { kind: 'setUp', code: wrong(code) })).rejects.toEqual(
      coded('factorCodeWrong'),
    );
    expect(await answer(begun, { kind: 'setUp', code })).toMatchObject({ step: 'signedIn' });
    expect((await core.user.read()).attributes).toMatchObject(attributes);
    expect((await asked({ ...user, password })).challenge).toMatchObject({ by: 'authenticator' });
  });

  it('has three minutes, and says so when they are over', async () => {
    const pending = await asked(await invite(cloud));
    await control.post('clock', { offsetMs: 4 * minutes });
    await expect(
      answer(pending, { kind: 'newPassword', password: goodPassword(), attributes }),
    ).rejects.toEqual(coded('challengeExpired'));
  });
});

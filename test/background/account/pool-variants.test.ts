/** What is said of a user pool that is set up in another way. docs/user-pool.md has the table. */
import { afterEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../../src/background/account/scope.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../../src/cloud/local/cloud.ts';
import { startDevice } from '../world/device.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  goodPassword,
  signIn,
  startCore,
} from '../world/world.ts';

const pool = 'AWS::Cognito::UserPool';
const client = 'AWS::Cognito::UserPoolClient';

let cloud: LocalCloud;
let control: Control;
afterEach(() => cloud.stop());

async function start(options: LocalCloudOptions): Promise<Core> {
  cloud = await startLocalCloud({ dir: null, ...options });
  control = controlOf(cloud);
  return startCore(cloud);
}
const variant = (type: string, properties: Record<string, unknown>): LocalCloudOptions => ({
  variant: { properties: { [type]: properties } },
});
const newPerson = () => {
  const username = `user-${crypto.randomUUID().slice(0, 8)}`;
  return { username, email: `${username}@example.org`, password: goodPassword() };
};

describe('WI1: a pool that does not keep the original address', () => {
  it('has the new one at once: that is told, and the old one can be put back', async () => {
    const core = await start(variant(pool, { UserAttributeUpdateSettings: undefined }));
    const person = await confirmedUser(core, control);
    const device = await startDevice(cloud, person, { now: Date.now });
    const own = <T>(work: (of: ReturnType<typeof accountOf>['own']) => Promise<T>) =>
      device.background(({ scope }) => work(accountOf(scope()).own));
    const mistyped = 'mistyped@example.org';

    await own((of) => of.change({ email: mistyped }));
    const changed = await own((of) => of.details());
    expect(changed.attributes).toMatchObject({ email: mistyped, email_verified: 'false' });
    expect(changed.pending.email).toMatchObject({ value: mistyped, replaced: person.email });

    await own((of) => of.cancelChange('email'));
    const restored = await own((of) => of.details());
    expect(restored.attributes.email).toBe(person.email);
    expect(restored.pending.email).toMatchObject({ value: person.email, replaced: null });

    const code = await control.codeFor(person.email);
    await own((of) => of.verify('email', code));
    const verified = await own((of) => of.details());
    expect(verified.attributes.email_verified).toBe('true');
    expect(verified.pending.email).toBeUndefined();
    device.end();
  });

  it('is told apart from one that keeps it', async () => {
    const core = await start({});
    const person = await confirmedUser(core, control);
    const device = await startDevice(cloud, person, { now: Date.now });
    const details = await device.background(async ({ scope }) => {
      const { own } = accountOf(scope());
      await own.change({ email: 'other@example.org' });
      return own.details();
    });
    expect(details.attributes.email).toBe(person.email);
    expect(details.pending.email).toMatchObject({ value: 'other@example.org', replaced: null });
    device.end();
  });
});

describe('WI6: a pool that lets nobody write a preferred username', () => {
  const writable = variant(client, { WriteAttributes: ['email'] });

  it('takes a registration whose configuration says so', async () => {
    await start(writable);
    const { attributes } = cloud.configuration;
    const configuration = { ...cloud.configuration, attributes: { ...attributes, fromUsername: [] } };
    const core = await startCore({ ...cloud, configuration });
    const person = newPerson();
    await expect(core.userPool.register(person)).resolves.toMatchObject({ confirmed: false });
  });

  it('refuses one that sends it', async () => {
    const core = await start(writable);
    await expect(core.userPool.register(newPerson())).rejects.toMatchObject({
      code: 'attributeNotWritable',
    });
  });
});

describe('WI12: an app client', () => {
  it('without SRP is told as that, not as a wrong password', async () => {
    const core = await start(
      variant(client, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }),
    );
    await expect(signIn(core, newPerson())).rejects.toMatchObject({ code: 'clientUnsuitable' });
  });

  it('with a secret is told as that at every step, and no refusal is a success', async () => {
    const core = await start(variant(client, { GenerateSecret: true }));
    const person = newPerson();
    const steps = [
      () => core.userPool.register(person),
      () => core.userPool.confirm({ username: person.username, code: '123456' }),
      () => core.userPool.resendCode(person),
      () => core.userPool.forgotPassword(person),
      () => core.userPool.resetPassword({ ...person, code: '123456' }),
      () => signIn(core, person),
    ];
    for (const step of steps) await expect(step()).rejects.toMatchObject({ code: 'clientUnsuitable' });
  });
});

describe('WI4: a client whose tokens live five minutes', () => {
  it('has them renewed in the last part of that time', async () => {
    const minutes = { AccessToken: 'minutes', IdToken: 'minutes' };
    const core = await start(
      variant(client, { AccessTokenValidity: 5, IdTokenValidity: 5, TokenValidityUnits: minutes }),
    );
    await signIn(core, await confirmedUser(core, control));
    const ahead = (core.renewal() ?? 0) - Date.now();
    expect(ahead).toBeGreaterThan(2 * 60_000);
    expect(ahead).toBeLessThan(5 * 60_000);
  });
});

describe('WI9: pools in another region', () => {
  it('are spoken to by their ids', async () => {
    const core = await start({ variant: { region: 'eu-central-1' } });
    await signIn(core, await confirmedUser(core, control));
    expect(await core.session.credentials()).toMatchObject({
      identityId: expect.stringMatching(/^eu-central-1:/),
    });
  });
});

describe('WI12: a change of a detail that the client may not write', () => {
  it('is told as that, not as a session that has ended', async () => {
    const core = await start(variant(client, { WriteAttributes: ['email', 'preferred_username'] }));
    await signIn(core, await confirmedUser(core, control));
    await expect(core.user.change({ name: 'Kim' })).rejects.toMatchObject({ code: 'attributeNotWritable' });
  });
});

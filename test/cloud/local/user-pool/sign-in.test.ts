import { randomBytes, randomInt } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { N } from '../../../../src/cloud/local/user-pool/sign-in/srp.ts';
import { type LocalWorld, poolOf, somebody, startWorld } from '../local-world.ts';
import { type CognitoUserSession, signIn, User } from './sign-in-library.ts';

const rounds = process.env.LONG === '1' ? 300 : 10;
const minute = 60_000;

let world: LocalWorld;
let ClientId: string;
beforeAll(async () => {
  world = await startWorld();
  ClientId = world.cloud.configuration.userPoolClientId;
});
afterAll(() => world.close());

const enter = (username: string, password: string) => signIn(poolOf(world.cloud), username, password);
const begin = (USERNAME: string, SRP_A: string) =>
  world.idp('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A } });
const respond = (ChallengeResponses: Record<string, unknown>) =>
  world.idp('RespondToAuthChallenge', { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses });
const refreshWith = (REFRESH_TOKEN: string) =>
  world.idp('InitiateAuth', { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } });
const refused = (message: string) => ({ status: 400, body: { __type: 'NotAuthorizedException', message } });

/** Any length and any characters that the policy and Cognito's pattern take. */
function randomPassword(): string {
  const characters = 'abcXYZ019^$*.[]{}()?-"!@#%&/\\,><\':;|_~`=+ äßé漢字🔑';
  const middle = Array.from(
    { length: randomInt(60) },
    () => [...characters][randomInt([...characters].length)],
  );
  return `aA1!${middle.join('')}.${randomBytes(2).toString('hex')}`;
}

describe('signing in by SRP', () => {
  it(`succeeds ${rounds} times with random passwords and salts, and as often refuses a wrong one`, async () => {
    for (let i = 0; i < rounds; i++) {
      const { username, password } = await world.join({ ...somebody(), password: randomPassword() });
      await expect(enter(username, `${password}x`)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      });
      const { session } = await enter(username, password);
      expect(session.isValid()).toBe(true);
    }
  });

  it('knows people by name or verified address, whatever the case, and as the same owner', async () => {
    const { username, email, password } = await world.join();
    const subs = [];
    for (const name of [username, email, username.toUpperCase(), email.toUpperCase()]) {
      subs.push((await enter(name, password)).session.getIdToken().payload.sub);
    }
    expect(new Set(subs).size).toBe(1);
  });

  it('does not take an address that is not verified for a name', async () => {
    const { email, password } = await world.register();
    await expect(enter(email, password)).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });

  it('tells somebody who is not confirmed so, once the password was right', async () => {
    const { username, password } = await world.register();
    await expect(enter(username, 'Wr0ng!pass')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(enter(username, password)).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
  });

  it('never sees the password', async () => {
    const { username, password } = await world.join();
    const sent: string[] = [];
    const realFetch = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      sent.push(String(init?.body));
      return realFetch(input, init);
    };
    try {
      await enter(username, password);
    } finally {
      globalThis.fetch = realFetch;
    }
    expect(sent).toHaveLength(2);
    expect(sent.join()).not.toContain(password);
  });

  it.each([
    ['0', 0n],
    ['N', N],
    ['2N', 2n * N],
  ])('refuses A = %s, which is 0 modulo N', async (_, A) => {
    const { username } = await world.join();
    expect((await begin(username, A.toString(16))).body.__type).toBe('InvalidParameterException');
  });

  it('takes a secret block once, from whom it was given to, for three minutes', async () => {
    const { username } = await world.join();
    const answerTo = async (block: unknown, name = username) =>
      respond({
        USERNAME: name,
        PASSWORD_CLAIM_SECRET_BLOCK: block,
        PASSWORD_CLAIM_SIGNATURE: randomBytes(32).toString('base64'),
        TIMESTAMP: 'Fri Nov 20 09:05:07 UTC 2026',
      });
    const block = async () =>
      (await begin(username, 'abc')).body.ChallengeParameters as Record<string, string>; // as Cognito has it
    const { SECRET_BLOCK: first } = await block();
    for (const attempt of [answerTo(first), answerTo(first), answerTo('AAAA'), answerTo(first, 'nobody')]) {
      expect(await attempt).toMatchObject(refused('Incorrect username or password.'));
    }
    const { SECRET_BLOCK: old } = await block();
    world.advance(3 * minute);
    expect(await answerTo(old)).toMatchObject(refused('Incorrect username or password.'));
  });

  it.each(['2026-11-20T09:05:07Z', 'Fri Nov 20 9:05:07 UTC 2026', 'Fri Nov 20 09:05:07 2026', ''])(
    'refuses the timestamp "%s"',
    async (TIMESTAMP) => {
      const { username } = await world.join();
      const { body } = await begin(username, 'abc');
      const { SECRET_BLOCK } = body.ChallengeParameters as Record<string, string>; // as Cognito has it
      const answer = await respond({
        USERNAME: username,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: 'AAAA',
        TIMESTAMP,
      });
      expect(answer.body.__type).toBe('InvalidParameterException');
    },
  );

  it('locks out after five wrong passwords, for longer each time, and forgives after a right one', () =>
    world.withStillClock(async () => {
      const { username, password } = await world.join();
      const wrongly = () => enter(username, 'Wr0ng!pass').catch((error: Error) => error.message);
      for (let i = 0; i < 5; i++) expect(await wrongly()).toBe('Incorrect username or password.');
      await expect(enter(username, password)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Password attempts exceeded',
      });
      world.advance(1000);
      expect(await wrongly()).toBe('Incorrect username or password.');
      world.advance(1000);
      expect(await wrongly()).toBe('Password attempts exceeded');
      world.advance(1000);
      await enter(username, password);
      expect(await wrongly()).toBe('Incorrect username or password.');
    }));

  it.each(['USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH'])('does not offer %s', async (AuthFlow) => {
    const AuthParameters = { USERNAME: 'ann', PASSWORD: 'Passw0rd!' };
    expect(await world.idp('InitiateAuth', { ClientId, AuthFlow, AuthParameters })).toMatchObject({
      status: 400,
      body: { __type: 'InvalidParameterException', message: `${AuthFlow} flow not enabled for this client` },
    });
  });

  it('answers about nobody as about somebody, where the stack hides who exists', async () => {
    const hiding = await startWorld({ context: { existenceErrors: 'hidden' } });
    try {
      const ask = async (USERNAME: string) => {
        const { userPoolClientId } = hiding.cloud.configuration;
        const AuthParameters = { USERNAME, SRP_A: 'abc' };
        const asked = { ClientId: userPoolClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters };
        return (await hiding.idp('InitiateAuth', asked)).body.ChallengeParameters as Record<string, string>; // as Cognito has it
      };
      const [one, again, other] = [await ask('nobody'), await ask('Nobody'), await ask('noone')];
      expect(one.SALT).toMatch(/^[0-9a-f]{32}$/);
      expect(again.SALT).toBe(one.SALT);
      expect(again.SRP_B).not.toBe(one.SRP_B);
      expect(other.SALT).not.toBe(one.SALT);
      await expect(signIn(poolOf(hiding.cloud), 'nobody', 'Passw0rd!')).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      });
    } finally {
      await hiding.close();
    }
  });
});

describe('tokens', () => {
  const fresh = async () => {
    const account = await world.join();
    return { account, ...(await enter(account.username, account.password)) };
  };
  const token = (session: CognitoUserSession) => ({
    id: session.getIdToken().getJwtToken(),
    access: session.getAccessToken().getJwtToken(),
    refresh: session.getRefreshToken().getToken(),
  });
  const getUser = (AccessToken: string) => world.idp('GetUser', { AccessToken });

  it("carry AWS's claims and verify against the published keys", async () => {
    const { account, session } = await fresh();
    const { region, userPoolId, userPoolClientId } = world.cloud.configuration;
    const keys = createRemoteJWKSet(new URL(`${world.cloud.url}/${userPoolId}/.well-known/jwks.json`));
    const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
    const id = await jwtVerify(token(session).id, keys, { issuer, audience: userPoolClientId });
    expect(id.payload).toMatchObject({
      token_use: 'id',
      email: account.email,
      email_verified: true,
      'cognito:username': account.username,
      preferred_username: account.username,
    });
    const access = await jwtVerify(token(session).access, keys, { issuer });
    expect(access.payload).toMatchObject({
      token_use: 'access',
      client_id: userPoolClientId,
      username: account.username,
      scope: 'aws.cognito.signin.user.admin',
      sub: id.payload.sub,
      origin_jti: id.payload.origin_jti,
      event_id: id.payload.event_id,
    });
    expect(Object.keys(id.payload)).toEqual(
      expect.arrayContaining(['auth_time', 'exp', 'iat', 'jti', 'sub']),
    );
    expect((id.payload.exp ?? 0) - (id.payload.iat ?? 0)).toBe(3600);
  });

  it('are refreshed: new ones of the same sign-in, without another refresh token', async () => {
    const { user, session } = await fresh();
    const refreshed = await new Promise<CognitoUserSession>((resolve, reject) =>
      user.refreshSession(session.getRefreshToken(), (error, result) =>
        error ? reject(error) : resolve(result),
      ),
    );
    const [before, after] = [session.getIdToken().payload, refreshed.getIdToken().payload];
    expect(after).toMatchObject({
      sub: before.sub,
      origin_jti: before.origin_jti,
      auth_time: before.auth_time,
    });
    expect(after.jti).not.toBe(before.jti);
    expect((await refreshWith(token(session).refresh)).body.AuthenticationResult).not.toHaveProperty(
      'RefreshToken',
    );
  });

  it('show the user, while they are good', async () => {
    const { account, session } = await fresh();
    const { body } = await getUser(token(session).access);
    expect(body.Username).toBe(account.username);
    expect(body.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    expect(await getUser(token(session).id)).toMatchObject(refused('Invalid Access Token'));
    expect(await getUser('a.b.c')).toMatchObject(refused('Invalid Access Token'));
    world.advance(60 * minute);
    expect(await getUser(token(session).access)).toMatchObject(refused('Access Token has expired'));
  });

  it('of another key are refused', async () => {
    const { session } = await fresh();
    const forged = token(session).access.replace(/.{20}$/, 'A'.repeat(20));
    expect((await getUser(forged)).body.__type).toBe('NotAuthorizedException');
  });

  it('end when their refresh token is revoked; those of another sign-in stay', async () => {
    const { account, session } = await fresh();
    const { session: other } = await enter(account.username, account.password);
    expect((await world.idp('RevokeToken', { ClientId, Token: token(session).refresh })).status).toBe(200);
    expect(await refreshWith(token(session).refresh)).toMatchObject(
      refused('Refresh Token has been revoked'),
    );
    expect(await getUser(token(session).access)).toMatchObject(refused('Access Token has been revoked'));
    expect((await getUser(token(other).access)).status).toBe(200);
  });

  it('all end at a global sign-out, and signing in again begins anew', async () => {
    const { account, user, session } = await fresh();
    const { session: other } = await enter(account.username, account.password);
    await new Promise((onSuccess, onFailure) => user.globalSignOut({ onSuccess, onFailure }));
    for (const one of [session, other]) {
      expect(await refreshWith(token(one).refresh)).toMatchObject(refused('Refresh Token has been revoked'));
    }
    const { session: again } = await enter(account.username, account.password);
    expect((await getUser(token(again).access)).status).toBe(200);
  });

  it('can be refreshed for thirty days', async () => {
    const { session } = await fresh();
    world.advance(29 * 24 * 60 * minute);
    expect((await refreshWith(token(session).refresh)).status).toBe(200);
    world.advance(24 * 60 * minute);
    expect(await refreshWith(token(session).refresh)).toMatchObject(refused('Refresh Token has expired'));
    expect(await refreshWith('made.up')).toMatchObject(refused('Invalid Refresh Token'));
  });

  it('live as long as the control room says', async () => {
    await world.control('POST', 'lifetimes', { idToken: 30, accessToken: 20, refreshToken: 60 });
    const { session } = await fresh();
    await world.control('POST', 'lifetimes', {});
    const [id, access] = [session.getIdToken(), session.getAccessToken()];
    expect(id.getExpiration() - id.getIssuedAt()).toBe(30);
    expect(access.getExpiration() - access.getIssuedAt()).toBe(20);
    world.advance(minute);
    expect(await refreshWith(token(session).refresh)).toMatchObject(refused('Refresh Token has expired'));
  });
});

describe('the whole way with the sign-in library', () => {
  it('registers, confirms, signs in, refreshes and signs out', async () => {
    const { username, email, password } = await world.register();
    const pool = poolOf(world.cloud);
    const { code = '' } = await world.latestMail(email);
    const user = new User({ Username: username, Pool: pool });
    await new Promise((resolve, reject) =>
      user.confirmRegistration(code, false, (error, result) => (error ? reject(error) : resolve(result))),
    );
    const entered = await signIn(pool, username, password);
    await new Promise((resolve, reject) =>
      entered.user.refreshSession(entered.session.getRefreshToken(), (error, result) =>
        error ? reject(error) : resolve(result),
      ),
    );
    const last = entered.session.getRefreshToken().getToken();
    await new Promise<void>((resolve) => entered.user.signOut(resolve));
    expect(await refreshWith(last)).toMatchObject(refused('Refresh Token has been revoked'));
  });
});

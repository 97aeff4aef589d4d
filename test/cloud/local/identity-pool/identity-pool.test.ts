import { decodeJwt, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorld, poolOf, startWorld } from '../local-world.ts';
import { signIn } from '../user-pool/sign-in-library.ts';
import { credentialsFor, idTokenOfNewUser } from './guests-and-users.ts';

let world: LocalWorld;
let IdentityPoolId: string;
beforeAll(async () => {
  world = await startWorld();
  IdentityPoolId = world.cloud.configuration.identityPoolId;
});
afterAll(() => world.close());

const getId = (Logins?: Record<string, string>) => world.identity('GetId', { IdentityPoolId, Logins });
const getCredentials = (IdentityId: unknown, Logins?: Record<string, string>) =>
  world.identity('GetCredentialsForIdentity', { IdentityId, Logins });
const refused = (message: string) => ({ status: 400, body: { __type: 'NotAuthorizedException', message } });

describe('identities', () => {
  it('are new for every guest', async () => {
    const [one, other] = [await getId(), await getId()];
    expect(one.body.IdentityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
    expect(one.body.IdentityId).not.toBe(other.body.IdentityId);
  });

  it('are the same for a user, also for two requests at once, and no guest’s', async () => {
    const Logins = { [world.provider]: await idTokenOfNewUser(world) };
    const ids = await Promise.all([getId(Logins), getId(Logins), getId()]);
    const [one, other, guest] = ids.map(({ body }) => body.IdentityId);
    expect(one).toBe(other);
    expect(guest).not.toBe(one);
  });

  it('belong to their user', async () => {
    const [mine, theirs] = [await idTokenOfNewUser(world), await idTokenOfNewUser(world)];
    const { identityId } = await credentialsFor(world, mine);
    expect(await getCredentials(identityId)).toMatchObject(
      refused(`Access to Identity '${identityId}' is forbidden.`),
    );
    expect(await getCredentials(identityId, { [world.provider]: theirs })).toMatchObject(
      refused(
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      ),
    );
  });

  it('of a guest become the user’s who signs in with them, unless the user has one', async () => {
    const { identityId } = await credentialsFor(world);
    const Logins = { [world.provider]: await idTokenOfNewUser(world) };
    expect((await getCredentials(identityId, Logins)).status).toBe(200);
    expect((await getId(Logins)).body.IdentityId).toBe(identityId);
    const { body } = await getId();
    expect((await getCredentials(body.IdentityId, Logins)).body.__type).toBe('ResourceConflictException');
  });

  it('that nobody has are not found', async () => {
    const unknown = 'us-east-1:00000000-0000-4000-8000-000000000000';
    expect(await getCredentials(unknown)).toMatchObject({
      body: { __type: 'ResourceNotFoundException', message: `Identity '${unknown}' not found.` },
    });
    expect((await world.identity('GetId', { IdentityPoolId: unknown })).body).toEqual({
      __type: 'ResourceNotFoundException',
      message: `IdentityPool '${unknown}' not found.`,
    });
  });
});

describe('credentials', () => {
  it('are temporary and expire in an hour, as a number of seconds', async () => {
    const { body } = await getId();
    const answer = await getCredentials(body.IdentityId);
    const inAnHour = Date.now() / 1000 + 3600;
    expect(answer.body.Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      SessionToken: expect.any(String),
      Expiration: expect.closeTo(inAnHour, -1.5),
    });
  });

  it('live as long as the control room says', async () => {
    await world.control('POST', 'lifetimes', { credentials: 30 });
    const { expiresAt } = await credentialsFor(world);
    await world.control('POST', 'lifetimes', {});
    expect(expiresAt - Date.now() / 1000).toBeLessThanOrEqual(30);
  });
});

describe('a login', () => {
  const invalid = 'Invalid login token.';

  it('must name the provider of this pool, by its whole key', async () => {
    const token = await idTokenOfNewUser(world);
    for (const provider of ['cognito-idp.us-east-1.amazonaws.com/us-east-1_Other', 'accounts.google.com']) {
      expect(await getId({ [provider]: token })).toMatchObject(
        refused('Token is not from a supported provider of this identity pool.'),
      );
    }
    const url = `https://${world.provider}`;
    expect((await getId({ [url]: token })).body.__type).toBe('InvalidParameterException');
  });

  it('must be an ID token of the pool’s client, unchanged', async () => {
    const { username, password } = await world.join();
    const { session } = await signIn(poolOf(world.cloud), username, password);
    const id = session.getIdToken().getJwtToken();
    const claims = decodeJwt(id);
    const forge = (changed: object) =>
      new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32, 1));
    const [header, payload, signature] = id.split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const swapped = `${header}.${Buffer.from(JSON.stringify({ ...claims, sub: 'x' })).toString('base64url')}.${signature}`;
    for (const [token, message] of [
      [session.getAccessToken().getJwtToken(), `${invalid} Missing a required claim: aud`],
      [await forge({ iss: 'https://example.com' }), `${invalid} Issuer doesn't match providerName`],
      [await forge({}), `${invalid} Not a valid OpenId Connect identity token.`],
      [none, `${invalid} Not a valid OpenId Connect identity token.`],
      [swapped, `${invalid} Token signature invalid.`],
      ['nonsense', `${invalid} Not a valid OpenId Connect identity token.`],
    ] as const) {
      expect(await getId({ [world.provider]: token })).toMatchObject(refused(message));
    }
  });

  it('must not have expired, and not have been revoked', async () => {
    const { username, password } = await world.join();
    const entered = await signIn(poolOf(world.cloud), username, password);
    const Logins = { [world.provider]: entered.session.getIdToken().getJwtToken() };
    const { identityId } = await credentialsFor(world, Logins[world.provider]);
    await new Promise((onSuccess, onFailure) => entered.user.globalSignOut({ onSuccess, onFailure }));
    expect((await getCredentials(identityId, Logins)).body).toMatchObject({
      __type: 'NotAuthorizedException',
    });

    const again = await signIn(poolOf(world.cloud), username, password);
    world.advance(3_600_000);
    const old = { [world.provider]: again.session.getIdToken().getJwtToken() };
    expect((await getId(old)).body.message).toMatch(/^Invalid login token. Token expired: \d+ >= \d+$/);
  });
});

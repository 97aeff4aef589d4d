/** Amplify's own flows, with its code as it is published. */
import { createRequire } from 'node:module';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalWorld, somebody, startWorld } from '../local-world.ts';

// Past Vite, which would put our own parts into libraries.
const load = createRequire(import.meta.url);
const { Amplify }: typeof import('@aws-amplify/core') = load('@aws-amplify/core');
const auth: typeof import('@aws-amplify/auth') = load('@aws-amplify/auth');
const {
  CognitoAWSCredentialsAndIdentityIdProvider,
  cognitoUserPoolsTokenProvider,
  DefaultIdentityIdStore,
}: typeof import('@aws-amplify/auth/cognito') = load('@aws-amplify/auth/cognito');

let world: LocalWorld;
let now = Date.now();
beforeAll(async () => {
  world = await startWorld({ context: { mfa: 'optional' }, clock: () => now });
  const { configuration, url } = world.cloud;
  const kept = new Map<string, string>();
  const storage = {
    getItem: async (key: string) => kept.get(key) ?? null,
    setItem: async (key: string, value: string) => void kept.set(key, value),
    removeItem: async (key: string) => void kept.delete(key),
    clear: async () => kept.clear(),
  };
  cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
  const Auth = {
    Cognito: {
      userPoolId: configuration.userPoolId,
      userPoolClientId: configuration.userPoolClientId,
      userPoolEndpoint: url,
      identityPoolId: configuration.identityPoolId,
      identityPoolEndpoint: url,
      allowGuestAccess: true,
    },
  };
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
  Amplify.configure(
    { Auth },
    {
      Auth: {
        tokenProvider: cognitoUserPoolsTokenProvider,
        credentialsProvider: new CognitoAWSCredentialsAndIdentityIdProvider(
          new DefaultIdentityIdStore(storage),
        ),
      },
    },
  );
});
afterAll(() => world.close());

const codeFor = async (email: string) => (await world.latestMail(email)).code ?? '';

it('registers, signs in by SRP with a second factor, changes its account, resets the password and deletes it', async () => {
  expect((await auth.fetchAuthSession()).credentials?.accessKeyId).toMatch(/^ASIA/); // a guest
  const { username, email, password } = somebody();
  const options = { userAttributes: { email, preferred_username: username } };
  const { nextStep } = await auth.signUp({ username, password, options });
  expect(nextStep.signUpStep).toBe('CONFIRM_SIGN_UP');
  await auth.confirmSignUp({ username, confirmationCode: await codeFor(email) });
  expect((await auth.signIn({ username, password })).isSignedIn).toBe(true);
  const session = await auth.fetchAuthSession();
  expect(session.tokens?.idToken?.payload['cognito:username']).toBe(username);
  expect(session.credentials?.accessKeyId).toMatch(/^ASIA/);
  const renewed = await auth.fetchAuthSession({ forceRefresh: true });
  expect(renewed.tokens?.accessToken.toString()).not.toBe(session.tokens?.accessToken.toString());

  const { sharedSecret } = await auth.setUpTOTP();
  const codeNow = () => new TOTP({ secret: Secret.fromBase32(sharedSecret) }).generate({ timestamp: now });
  const code = codeNow();
  await auth.verifyTOTPSetup({ code });
  await auth.updateMFAPreference({ totp: 'PREFERRED' });
  expect(await auth.fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
  await auth.signOut();
  const second = await auth.signIn({ username, password });
  expect(second.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  await expect(auth.confirmSignIn({ challengeResponse: code })).rejects.toMatchObject({
    name: 'ExpiredCodeException',
  });
  now += 30_000;
  expect((await auth.confirmSignIn({ challengeResponse: codeNow() })).isSignedIn).toBe(true);

  await auth.updateUserAttributes({ userAttributes: { name: 'Ann' } });
  expect(await auth.fetchUserAttributes()).toMatchObject({ email, name: 'Ann', email_verified: 'true' });
  expect(await auth.fetchDevices()).toEqual([]);
  const newPassword = `Bb2?${crypto.randomUUID()}`;
  await auth.updatePassword({ oldPassword: password, newPassword });
  await auth.updateMFAPreference({ totp: 'DISABLED' });
  await auth.signOut({ global: true });

  await auth.resetPassword({ username });
  await auth.confirmResetPassword({
    username,
    newPassword: password,
    confirmationCode: await codeFor(email),
  });
  expect((await auth.signIn({ username, password })).isSignedIn).toBe(true);
  await auth.deleteUser();
  await expect(auth.signIn({ username, password })).rejects.toMatchObject({ name: 'UserNotFoundException' });
});

import {
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorld, poolOf, startWorld } from '../local-world.ts';
import { signIn } from './sign-in-library.ts';

let world: LocalWorld;
let client: CognitoIdentityProviderClient;
let ClientId: string;

beforeAll(async () => {
  world = await startWorld({ context: { rotation: 'on' } });
  const { configuration, url } = world.cloud;
  ClientId = configuration.userPoolClientId;
  client = new CognitoIdentityProviderClient({ region: configuration.region, endpoint: url, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await world.close();
});

async function firstToken(): Promise<string> {
  const { username, password } = await world.join();
  const { session } = await signIn(poolOf(world.cloud), username, password);
  return session.getRefreshToken().getToken();
}
async function refresh(RefreshToken: string) {
  const { AuthenticationResult = {} } = await client.send(
    new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId }),
  );
  const { AccessToken, RefreshToken: next = '' } = AuthenticationResult;
  await client.send(new GetUserCommand({ AccessToken }));
  return next;
}
const reused = { name: 'RefreshTokenReuseException' };

describe('with rotation', () => {
  it('each refresh gives another refresh token, and the one before is good for a minute of grace only', async () => {
    const first = await firstToken();
    const second = await refresh(first);
    expect(second).not.toBe(first);
    world.advance(59_000);
    const again = await refresh(first); // its answer may have been lost
    await refresh(again);
    world.advance(2_000);
    await expect(refresh(first)).rejects.toMatchObject(reused);
    world.advance(60_000);
    await expect(refresh(second)).rejects.toMatchObject(reused);
  });

  it('the old way to refresh is closed, and a revocation ends every token of the session', async () => {
    const first = await firstToken();
    const AuthParameters = { REFRESH_TOKEN: first };
    const old = new InitiateAuthCommand({ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
    await expect(client.send(old)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const second = await refresh(first);
    await client.send(new RevokeTokenCommand({ Token: second, ClientId }));
    for (const token of [first, second]) {
      await expect(refresh(token)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    }
  });
});

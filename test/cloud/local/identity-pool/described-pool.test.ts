import {
  CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import { decodeJwt } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import type { StackContext } from '../../../../src/cloud/stack/options.ts';
import { localOperator } from '../../../../src/dev/deployed/read.ts';
import { type LocalWorld, startWorld } from '../local-world.ts';
import { idTokenOfNewUser } from './guests-and-users.ts';

let world: LocalWorld;
let client: CognitoIdentityClient;
async function open(context: StackContext = {}) {
  world = await startWorld({ context });
  const { configuration, url, token } = world.cloud;
  client = new CognitoIdentityClient({
    ...{ region: configuration.region, endpoint: url, maxAttempts: 1 },
    credentials: localOperator(token),
  });
  return configuration.identityPoolId;
}
afterEach(async () => {
  client.destroy();
  await world.close();
});
const tokenFor = async (IdentityPoolId: string, Logins?: Record<string, string>) => {
  const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId, Logins }));
  return client.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
};

describe('LC9: the identity pool', () => {
  it('is described to the operator as the template has it, and to nobody else', async () => {
    const IdentityPoolId = await open();
    const described = await client.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
    expect(described).toMatchObject({
      IdentityPoolId,
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: false,
      CognitoIdentityProviders: [
        {
          ClientId: world.cloud.configuration.userPoolClientId,
          ProviderName: world.provider,
          ServerSideTokenCheck: true,
        },
      ],
    });
    expect(described.IdentityPoolName).toMatch(/./);
    const other = new DescribeIdentityPoolCommand({ IdentityPoolId: 'us-east-1:0000' });
    await expect(client.send(other)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await world.identity('DescribeIdentityPool', { IdentityPoolId })).body.__type).toBe(
      'MissingAuthenticationTokenException',
    );
  });

  it('gives no token of its own where the classic flow is off', async () => {
    await expect(tokenFor(await open())).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('gives guests and users a token of ten minutes where the classic flow is on', async () => {
    const IdentityPoolId = await open({ classicFlow: 'on' });
    const guest = await tokenFor(IdentityPoolId);
    const claims = decodeJwt(guest.Token ?? '');
    expect(claims).toMatchObject({
      iss: 'https://cognito-identity.amazonaws.com',
      aud: IdentityPoolId,
      sub: guest.IdentityId,
      amr: ['unauthenticated'],
    });
    expect(claims.exp).toBe((claims.iat ?? 0) + 600);
    const user = await tokenFor(IdentityPoolId, { [world.provider]: await idTokenOfNewUser(world) });
    expect(decodeJwt(user.Token ?? '').amr).toContain('authenticated');
  });
});

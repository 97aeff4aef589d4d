import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Configuration } from '../../../../src/contract/configuration.ts';
import { signInInBrowser } from '../../../../src/core/auth/browser-sign-in.ts';
import { identityCredentials } from '../../../../src/core/auth/identity-pool.ts';
import { createUserPoolClient } from '../../../../src/core/auth/user-pool-client.ts';

/** Somebody whom what is sent to the cloud must never reach, and a cloud that points there. */
let stranger: Server;
let cloud: Server;
let reached: number;
let configuration: Configuration;

beforeEach(async () => {
  reached = 0;
  stranger = createServer((_, response) => {
    reached += 1;
    response.end('{}');
  });
  const elsewhere = await listen(stranger);
  cloud = createServer((_, response) => response.writeHead(307, { location: elsewhere }).end());
  const address = await listen(cloud);
  const parts = {
    region: 'us-east-1',
    userPoolId: 'us-east-1_AbC123xyz',
    userPoolClientId: 'client',
    identityPoolId: 'us-east-1:00000000-1111-4222-8333-444444444444',
    endpoints: { userPool: address, identityPool: address },
    hostedUi: { domain: address },
  };
  configuration = parts as Configuration; // the rest is not read here
});
afterEach(() => {
  for (const server of [cloud, stranger]) server.close();
});

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // it listens on a port
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

const services = { fetch: globalThis.fetch, now: Date.now };
const redirectUri = 'https://extension.example/';

it.each([
  [
    'a call of the user pool',
    () => createUserPoolClient(configuration, services).call('InitiateAuth', {}, 'signIn'),
  ],
  [
    'the exchange of a code',
    () =>
      signInInBrowser(
        configuration,
        redirectUri,
        async (address) => `${redirectUri}?code=1&state=${new URL(address).searchParams.get('state')}`,
        services,
      ),
  ],
  [
    'a call of the identity pool',
    () =>
      identityCredentials({
        configuration,
        fetch: services.fetch,
        cache: { getItem: async () => null, setItem: async () => {}, removeItem: async () => {} },
        backoff: { sleep: async () => {}, random: () => 0 },
      }).get(),
  ],
])('%s is not sent on to where an answer points', async (_, send) => {
  await expect(send()).rejects.toMatchObject({ code: 'offline' });
  expect(reached).toBe(0);
});

/** Clients that nobody here wrote call the APIs: what they sign is accepted, what the guest role lacks is refused. */
import { type IncomingMessage, request } from 'node:http';
import { createRequire } from 'node:module';
import { signRequest as signByAmplify } from '@aws-amplify/core/internals/aws-client-utils';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  CognitoIdentityProviderClient,
  GetUserCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { SignatureV4 } from '@aws-sdk/signature-v4';
import { HttpRequest } from '@smithy/protocol-http';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hash } from '../../../unit/cloud/local/sigv4/node-hash.ts';
import { type Credentials, credentialsFor, idTokenOfNewUser } from '../identity-pool/guests-and-users.ts';
import { type Answered, type LocalWorld, poolOf, read, somebody, startWorld } from '../local-world.ts';
import { signIn } from '../user-pool/sign-in-library.ts';

const load = createRequire(import.meta.url);
const aws4: { sign(options: object, credentials: object): { headers: Record<string, string> } } =
  load('aws4');
// The published package: Vite would replace parts of it by the extension's own.
const { fromCognitoIdentityPool }: typeof import('@aws-sdk/credential-providers') = load(
  '@aws-sdk/credential-providers',
);

let world: LocalWorld;
let guest: Credentials;
let projects: URL;
let tasks: URL;
beforeAll(async () => {
  world = await startWorld();
  guest = await credentialsFor(world);
  projects = new URL(`${world.cloud.configuration.apis.ProjectsAPI.endpoint}/projects`);
  tasks = new URL(`${world.cloud.configuration.apis.TasksAPI.endpoint}/tasks`);
});
afterAll(() => world.close());

const scope = { region: 'us-east-1', service: 'execute-api' };

/** Signed by AWS's own signer, sent as it is. */
async function callSigned(
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
  url: URL,
  given: { method?: string; body?: string; signingDate?: Date } = {},
): Promise<{
  headers: Record<string, string>;
  send(change?: { body?: string; headers?: Record<string, string> }): Promise<Answered>;
}> {
  const { method = 'GET', body, signingDate = new Date() } = given;
  const signer = new SignatureV4({ ...scope, credentials, sha256: Hash });
  const unsigned = new HttpRequest({
    method,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host },
    ...(body === undefined ? {} : { body }),
  });
  const { headers } = await signer.sign(unsigned, { signingDate });
  return {
    headers,
    send: async (change = {}) =>
      read(
        await fetch(url, {
          method,
          headers: { ...headers, ...change.headers },
          body: change.body ?? body ?? null,
        }),
      ),
  };
}

describe.each([
  { api: 'ProjectsAPI', address: () => projects, outcome: '200' },
  { api: 'TasksAPI', address: () => tasks, outcome: '403 AccessDeniedException' }, // the signature is accepted
])('a guest calls $api and gets $outcome', ({ address, outcome }) => {
  const outcomeOf = ({ status, headers }: { status: number; headers: Headers }) =>
    outcomeFrom(status, headers.get('x-amzn-errortype'));

  it("signed by AWS's own signer", async () => {
    expect(outcomeOf(await (await callSigned(guest, address())).send())).toBe(outcome);
  });

  it('signed by aws4fetch', async () => {
    const client = new AwsClient({ ...guest, ...scope });
    expect(outcomeOf(await client.fetch(address().href))).toBe(outcome);
    expect(outcomeOf(await client.fetch(`${address().href}?note=a+b%20c&x='(ü)*!`))).toBe(outcome);
  });

  it('signed by aws4', async () => {
    const { host, hostname, port, pathname } = address();
    const options = aws4.sign({ ...scope, host, path: `${pathname}?b=2&a=%C3%BC&a=1` }, guest);
    const { statusCode, headers } = await send({ ...options, host: hostname, port });
    expect(outcomeFrom(statusCode, headers['x-amzn-errortype'])).toBe(outcome);
  });

  it("BM2: signed by Amplify's signer", async () => {
    const url = new URL(`${address().href}?name=%C3%BC&name=%C3%A4%20b&note='(*)!`);
    const { headers } = signByAmplify(
      { method: 'GET', url, headers: {} },
      {
        signingDate: new Date(),
        signingRegion: scope.region,
        signingService: scope.service,
        credentials: guest,
      },
    );
    expect(outcomeOf(await fetch(url, { headers }))).toBe(outcome);
  });
});

describe("AWS's own clients, unmodified", () => {
  const configured = () => ({ region: 'us-east-1', endpoint: world.cloud.url });

  it('get guest credentials', async () => {
    const client = new CognitoIdentityClient(configured());
    const { IdentityId } = await client.send(
      new GetIdCommand({ IdentityPoolId: world.cloud.configuration.identityPoolId }),
    );
    const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId }));
    expect(Credentials?.Expiration).toBeInstanceOf(Date);
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
    await expect(client.send(new GetIdCommand({ IdentityPoolId: 'us-east-1:00' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('show a user and understand a refusal', async () => {
    const client = new CognitoIdentityProviderClient({ ...configured(), credentials: guest });
    const { username, password } = await world.join();
    const { session } = await signIn(poolOf(world.cloud), username, password);
    const user = await client.send(
      new GetUserCommand({ AccessToken: session.getAccessToken().getJwtToken() }),
    );
    expect(user.Username).toBe(username);
    const taken = new SignUpCommand({
      ClientId: world.cloud.configuration.userPoolClientId,
      Username: username,
      Password: password,
      UserAttributes: [{ Name: 'email', Value: somebody().email }],
    });
    await expect(client.send(taken)).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'User already exists',
    });
  });

  it('provide credentials to whoever signs', async () => {
    const idToken = await idTokenOfNewUser(world);
    const provide = fromCognitoIdentityPool({
      identityPoolId: world.cloud.configuration.identityPoolId,
      logins: { [world.provider]: idToken },
      clientConfig: configured(),
    });
    const answer = await (await callSigned(await provide(), tasks)).send();
    expect(answer).toMatchObject({ status: 200, body: { tasks: [], next: null } });
  });
});

describe('a call that is not what was signed', () => {
  const refused = (type: string) => (answer: Answered) => {
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toBe(type);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-amzn-errortype');
  };

  it('is refused with a wrong signature', async () => {
    const { headers, send } = await callSigned(guest, projects);
    const authorization = (headers.authorization ?? '').replace(/.{4}$/, '0000');
    refused('InvalidSignatureException')(await send({ headers: { authorization } }));
  });

  it('is refused with a tampered body', async () => {
    const user = await credentialsFor(world, await idTokenOfNewUser(world));
    const { send } = await callSigned(user, tasks, { method: 'POST', body: '{"name":"a"}' });
    refused('InvalidSignatureException')(await send({ body: '{"name":"b"}' }));
  });

  it('is refused with an old date, and accepted when signed by the server’s date', async () => {
    await world.control('POST', 'clock', { offsetMs: 20 * 60_000 });
    try {
      const late = await (await callSigned(guest, projects)).send();
      refused('InvalidSignatureException')(late);
      expect(late.body.message).toMatch(/^Signature expired: /);
      const signingDate = new Date(late.headers.get('date') ?? 0);
      expect((await (await callSigned(guest, projects, { signingDate })).send()).status).toBe(200);
    } finally {
      await world.control('POST', 'clock', { offsetMs: 0 });
    }
  });

  it('is refused unsigned', async () => {
    const answer = await read(await fetch(projects));
    refused('MissingAuthenticationTokenException')(answer);
    expect(answer.body).toEqual({ message: 'Missing Authentication Token' });
  });

  it("is refused with a guest's key and a user's session token", async () => {
    const user = await credentialsFor(world, await idTokenOfNewUser(world));
    const mixed = { ...guest, sessionToken: user.sessionToken };
    refused('UnrecognizedClientException')(await (await callSigned(mixed, projects)).send());
  });

  it('is refused with credentials that have expired', async () => {
    await world.control('POST', 'lifetimes', { credentials: 30 });
    const brief = await credentialsFor(world);
    await world.control('POST', 'lifetimes', {});
    await world.control('POST', 'clock', { offsetMs: 31_000 });
    refused('ExpiredTokenException')(await (await callSigned(brief, projects)).send());
    await world.control('POST', 'clock', { offsetMs: 0 });
  });

  it('is refused in words of IAM where the role may not', async () => {
    const answer = await (await callSigned(guest, tasks)).send();
    refused('AccessDeniedException')(answer);
    expect(answer.body.Message).toMatch(
      /^User: arn:aws:sts::\d{12}:assumed-role\/[\w-]+\/CognitoIdentityCredentials is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:\*{8}\d{4}:\w+\/prod\/GET\/tasks$/,
    );
  });
});

const outcomeFrom = (status: number | undefined, errorType: unknown): string =>
  `${status} ${errorType ?? ''}`.trim();

/** Sends what aws4 signed, byte for byte, by Node's own client. */
function send(options: object): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(options, (response) => resolve(response.resume()))
      .on('error', reject)
      .end();
  });
}

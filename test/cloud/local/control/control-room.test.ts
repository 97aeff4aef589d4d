import { type OutgoingHttpHeaders, request } from 'node:http';
import { AwsClient } from 'aws4fetch';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { credentialsFor } from '../identity-pool/guests-and-users.ts';
import { callJson, type LocalWorld, read, startWorld } from '../local-world.ts';

let world: LocalWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => world.control('DELETE', 'faults'));
afterAll(() => world.close());

/** Sends exactly these headers; a browser's fetch would not. */
function ask(
  path: string,
  headers: OutgoingHttpHeaders,
  method = 'GET',
): Promise<{ status: number; body: string; headers: object }> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, world.cloud.url);
    request(url, { method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
      );
    })
      .on('error', reject)
      .end();
  });
}
const everyRoute = () => {
  const { userPoolId, apis } = world.cloud.configuration;
  return [
    ['POST', '/'],
    ['OPTIONS', '/'],
    ['GET', `/${userPoolId}/.well-known/jwks.json`],
    ['GET', `${new URL(apis.ProjectsAPI.endpoint).pathname}/projects`],
    ['GET', `/_inbox?token=${world.cloud.token}`],
    ['GET', `/_local/mail?token=${world.cloud.token}`],
    ['GET', '/anything'],
  ] as const;
};

describe('another name for this machine', () => {
  it.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1.evil.example:PORT',
    '169.254.169.254:PORT',
  ])('is refused on every route: %s', async (host) => {
    const port = new URL(world.cloud.url).port;
    for (const [method, path] of everyRoute()) {
      const answer = await ask(path, { host: host.replace('PORT', port) }, method);
      expect(answer).toMatchObject({ status: 421, body: 'Misdirected request\n' });
    }
  });

  it('is not needed: localhost will do', async () => {
    const port = new URL(world.cloud.url).port;
    const answer = await ask('/_local/config', {
      host: `localhost:${port}`,
      'x-local-token': world.cloud.token,
    });
    expect(answer.status).toBe(200);
  });
});

describe('the inbox and the control room', () => {
  const token = () => ({ 'x-local-token': world.cloud.token });
  const places = [
    '/_inbox',
    '/_inbox/refresh.js',
    '/_local/config',
    '/_local/mail',
    '/_local/calls',
    '/_local/users',
  ];

  it.each(places)('%s is shut to whoever has no token', async (path) => {
    for (const headers of [{}, { 'x-local-token': 'guess' }, { 'x-local-token': '' }]) {
      expect(await ask(path, headers)).toMatchObject({ status: 403, body: 'Forbidden\n' });
    }
    expect((await ask(`${path}?token=guess`, {})).status).toBe(403);
    expect((await ask(path, token())).status).toBe(200);
  });

  it.each(places)('%s is shut to pages of other origins, even with the token', async (path) => {
    for (const foreign of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ]) {
      expect((await ask(path, { ...token(), ...foreign })).status).toBe(403);
    }
  });

  it('open the inbox from a link on another page, and from the address bar', async () => {
    const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    for (const site of ['none', 'same-origin', 'cross-site']) {
      const answer = await ask(`/_inbox?token=${world.cloud.token}`, {
        'sec-fetch-site': site,
        ...navigation,
      });
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'referrer-policy': 'no-referrer',
      });
    }
    expect(
      (
        await ask(`/_local/mail?token=${world.cloud.token}`, {
          'sec-fetch-site': 'cross-site',
          ...navigation,
        })
      ).status,
    ).toBe(403);
  });

  it('take no order by an address alone', async () => {
    expect((await ask(`/_local/reset?token=${world.cloud.token}`, {}, 'POST')).status).toBe(403);
  });

  it('show a hostile mail in a frame without rights, and nothing of it outside', async () => {
    const { email } = await world.register({ email: `"<script>alert(1)</script>"@example.com` });
    const { body } = await ask('/_inbox', token());
    expect(body).not.toContain('<script>alert(1)');
    expect(body).toContain('<iframe sandbox title=');
    expect(body).toContain((await world.latestMail(email)).code);
  });
});

describe('the control room', () => {
  it('describes the cloud as `npm run cloud` prints it', async () => {
    const { body } = await world.control('GET', 'config');
    const { cloud } = world;
    expect(body).toEqual({
      ...cloud.configuration,
      local: { token: cloud.token, url: cloud.url, inbox: cloud.inboxUrl },
    });
  });

  it.each([
    ['faults', { match: '*', kind: 'explode' }],
    ['faults', { match: '*', kind: 'fail', times: 0 }],
    ['clock', { offsetMs: 'soon' }],
    ['lifetimes', { idTokens: 3 }],
    ['seed', { remove: 'yes' }],
  ])('says what is wrong with an order to %s', async (path, order) => {
    const answer = await world.control('POST', path, order);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toBeTruthy();
  });

  it('has no other rooms', async () => {
    expect((await world.control('GET', 'everything')).status).toBe(404);
  });

  it('forgets everything at a reset, but not who it is', async () => {
    const account = await world.join();
    await credentialsFor(world);
    await world.control('POST', 'seed', {});
    await world.control('POST', 'reset');
    expect((await world.control('GET', 'mail')).body).toEqual([]);
    expect((await world.control('GET', 'users')).body).toEqual([]);
    expect((await world.control('GET', 'calls')).body).toEqual({});
    const guest = new AwsClient({
      ...(await credentialsFor(world)),
      region: 'us-east-1',
      service: 'execute-api',
    });
    const { ProjectsAPI } = world.cloud.configuration.apis;
    expect((await read(await guest.fetch(`${ProjectsAPI.endpoint}/projects`))).body).toEqual({
      projects: [],
      next: null,
    });
    await world.join(account);
  });
});

describe('a fault', () => {
  const identity = () =>
    world.identity('GetId', { IdentityPoolId: world.cloud.configuration.identityPoolId });
  const order = (fault: object) => world.control('POST', 'faults', fault);

  it('fails as many calls as it was told, with the type and status it was told', async () => {
    await order({
      match: 'cognito-identity.GetId',
      kind: 'fail',
      status: 503,
      type: 'ServiceUnavailableException',
      times: 2,
    });
    const answers = [await identity(), await identity(), await identity()];
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(answers[0]).toMatchObject({ body: { __type: 'ServiceUnavailableException' } });
  });

  it('touches only what it names, and is called off', async () => {
    await order({ match: 'cognito-idp.SignUp', kind: 'fail', times: 100 });
    expect((await identity()).status).toBe(200);
    await expect(world.register()).rejects.toThrow();
    await world.control('DELETE', 'faults');
    await world.register();
  });

  it('may be in the way of an API, whose gateway then fails as the template says', async () => {
    const { ProjectsAPI } = world.cloud.configuration.apis;
    await order({ match: 'ProjectsAPI GET /projects', kind: 'fail', status: 500 });
    const answer = await fetch(`${ProjectsAPI.endpoint}/projects`);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([500, '*']);
    expect((await fetch(`${ProjectsAPI.endpoint}/projects`)).status).toBe(403);
  });

  it('drops the connection', async () => {
    await order({ match: '*', kind: 'drop' });
    await expect(identity()).rejects.toThrow('fetch failed');
  });

  it('hangs until the caller has had enough', async () => {
    await order({ match: '*', kind: 'hang' });
    const asked = fetch(world.cloud.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
      signal: AbortSignal.timeout(100),
    });
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('delays the answer, not the work', async () => {
    await order({ match: 'cognito-idp.SignUp', kind: 'delay', delayMs: 300 });
    let answered = false;
    const late = world.register({ username: 'late-answer' }).then(() => {
      answered = true;
    });
    await expect
      .poll(async () => JSON.stringify((await world.control('GET', 'users')).body), { interval: 20 })
      .toContain('late-answer');
    expect(answered).toBe(false);
    await late;
  });

  it('garbles: success, and bytes that are no JSON', async () => {
    await order({ match: '*', kind: 'garble' });
    const answer = await fetch(world.cloud.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
    });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    await expect(answer.json()).rejects.toThrow(SyntaxError);
  });

  it('may lose only the answer: what was asked is done', async () => {
    await order({ match: 'cognito-idp.SignUp', kind: 'drop', after: true });
    const lost = world.register({ username: 'lost-answer' });
    await expect(lost).rejects.toThrow();
    const users = (await world.control('GET', 'users')).body as unknown as { username: string }[]; // a list
    expect(users.map(({ username }) => username)).toContain('lost-answer');
  });
});

describe('requests that are not right', () => {
  const idp = (operation: string, body: unknown) =>
    callJson(world.cloud, `AWSCognitoIdentityProviderService.${operation}`, body);

  it.each([
    ['no JSON', 'SignUp', '{', 'SerializationException', 'The body is not JSON in UTF-8.'],
    [
      'a number for a text',
      'SignUp',
      { ClientId: 1 },
      'SerializationException',
      'NUMBER_VALUE can not be converted to a String',
    ],
    ['a list', 'SignUp', [], 'SerializationException', 'Start of list found where not expected'],
    [
      'nothing',
      'GetUser',
      {},
      'InvalidParameterException',
      "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must not be null",
    ],
    [
      'an empty name',
      'ResendConfirmationCode',
      { ClientId: 'abc', Username: '' },
      'InvalidParameterException',
      /^2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1; /,
    ],
    [
      'another client',
      'ResendConfirmationCode',
      { ClientId: 'abc', Username: 'ann' },
      'ResourceNotFoundException',
      'User pool client abc does not exist.',
    ],
    [
      'what it does not offer',
      'CreateUserPool',
      {},
      'UnknownOperationException',
      'AWSCognitoIdentityProviderService.CreateUserPool is not offered by the local cloud.',
    ],
    [
      'what only the operator may do',
      'AdminCreateUser',
      {},
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ],
    ['what every object has', 'constructor', {}, 'UnknownOperationException', /constructor is not offered/],
  ])('are refused as AWS refuses them: %s', async (_, operation, body, type, message) => {
    const answer = await idp(operation, body);
    expect(answer.status).toBe(400);
    expect(answer.body.__type).toBe(type);
    if (typeof message === 'string') expect(answer.body.message).toBe(message);
    else expect(answer.body.message).toMatch(message);
    expect(answer.headers.get('x-amzn-errortype')).toContain(type);
  });

  it('may come from a page of any origin, which may read the answer', async () => {
    const preflight = await fetch(world.cloud.url, {
      method: 'OPTIONS',
      headers: { origin: 'chrome-extension://abc', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    const allowed = preflight.headers.get('access-control-allow-headers')?.split(',');
    for (const name of [
      'content-type',
      'x-amz-target',
      'x-amz-user-agent',
      'cache-control',
      'amz-sdk-invocation-id',
      'amz-sdk-request',
    ]) {
      expect(allowed).toContain(name);
    }
    const answer = await idp('GetUser', {});
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/x-amzn-ErrorType.*Date/);
  });
});

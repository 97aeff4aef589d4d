import type { APIGatewayProxyEvent } from 'aws-lambda';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../src/cloud/local/clock.ts';
import { createGateway } from '../../../src/cloud/local/gateway/gateway.ts';
import { createCredentialStore } from '../../../src/cloud/local/identity-pool/credentials.ts';
import type { StackModel } from '../../../src/cloud/local/model.ts';
import { openRecords } from '../../../src/cloud/local/records/records.ts';
import { type HttpAnswer, longestBody } from '../../../src/cloud/local/server/http.ts';
import { startHttpServer } from '../../../src/cloud/local/server/http-server.ts';
import { readModel } from '../backend/backend.ts';
import { credentialsFor, idTokenOfNewUser } from './guests-and-users.ts';
import { type Answered, type LocalWorld, read, startWorld } from './local-world.ts';

const scope = { region: 'us-east-1', service: 'execute-api', retries: 0 };

describe('the gateway before the stack’s functions', () => {
  let world: LocalWorld;
  let user: AwsClient;
  let tasks: string;
  beforeAll(async () => {
    world = await startWorld();
    user = new AwsClient({ ...(await credentialsFor(world, await idTokenOfNewUser(world))), ...scope });
    tasks = world.cloud.configuration.apis.TasksAPI.endpoint;
  });
  afterAll(() => world.close());

  it('answers a browser’s question before it asks, as the template says and without a signature', async () => {
    const answer = await fetch(`${tasks}/tasks`, { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': expect.stringMatching(/x-amz-security-token/i),
      'access-control-allow-methods': expect.stringContaining('POST'),
    });
  });

  it('sends no header that neither the template, the function nor the service has', async () => {
    const own = ['date', 'content-type', 'content-length', 'x-amzn-requestid', 'x-amz-apigw-id'];
    const cors = ['access-control-allow-origin', 'access-control-expose-headers'];
    const connection = ['connection', 'keep-alive'];
    const names = async (call: Promise<Response>) =>
      [...(await call).headers.keys()].filter((name) => ![...own, ...cors, ...connection].includes(name));
    expect(await names(user.fetch(`${tasks}/tasks`))).toEqual(['cache-control']); // the function's
    expect(await names(fetch(`${tasks}/tasks`))).toEqual(['x-amzn-errortype']);
  });

  it.each([
    ['an unknown route', 'GET', '/nothing'],
    ['an unknown method', 'PATCH', '/tasks'],
    ['a route of another API', 'GET', '/projects'],
  ])('has no authentication token for %s, signed or not', async (_, method, path) => {
    for (const call of [fetch(tasks + path, { method }), user.fetch(tasks + path, { method })]) {
      const answer = await read(await call);
      expect(answer).toMatchObject({ status: 403, body: { message: 'Missing Authentication Token' } });
      expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    }
  });

  it('forbids a stage that is not there', async () => {
    expect((await fetch(tasks.replace('/prod', '/dev'))).status).toBe(403);
  });

  it('refuses ten megabytes and more with 413', async () => {
    const body = 'x'.repeat(longestBody + 1);
    const answer = await read(await fetch(`${tasks}/tasks`, { method: 'POST', body }));
    expect(answer).toMatchObject({ status: 413, body: { message: 'Request Too Long' } });
  });

  it('passes the errors of the functions on, with headers that a page may read', async () => {
    const answer = await read(await user.fetch(`${tasks}/tasks`, { method: 'POST', body: '{' }));
    expect(answer.status).toBe(400);
    expect(answer.body.error).toBe('invalid');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('the gateway before any function', () => {
  /** A gateway on its own, with a function of the test's. */
  async function open(
    answerWith: (event: APIGatewayProxyEvent) => unknown,
    change: (model: StackModel) => StackModel = (same) => same,
    patienceMs?: number,
  ) {
    const clock = createClock();
    const records = await openRecords(null);
    const credentials = await createCredentialStore(records, clock, {});
    const model = change(await readModel());
    const invoke = async (_: string, event: unknown) => answerWith(event as APIGatewayProxyEvent); // the gateway's own
    const gateway = createGateway({
      model,
      credentials,
      clock,
      issuers: new Map(),
      invoke,
      ...(patienceMs ? { patienceMs } : {}),
    });
    const server = await startHttpServer({
      port: 0,
      clock,
      report: () => {},
      handle: async (request) => {
        const received = gateway.receive(request);
        if (!received) throw new Error('not an API');
        return 'run' in received ? received.run() : received;
      },
    });
    const login = { provider: `cognito-idp.us-east-1.amazonaws.com/${model.userPool.id}`, sub: 'somebody' };
    const roleArn = model.identityRoles.authenticated;
    const issued = await credentials.issue({ roleArn, identityId: 'us-east-1:me', login });
    const client = new AwsClient({ ...issued, ...scope });
    const api = model.apis.find((one) => one.name === 'TasksAPI');
    return {
      model,
      issued,
      call: async (path: string, init?: RequestInit): Promise<Answered> =>
        read(await client.fetch(`http://127.0.0.1:${server.port}/${api?.id}/${api?.stage}${path}`, init)),
      close: server.close,
    };
  }
  const ok = { statusCode: 200, body: '{}' };

  it('makes the event of a proxy integration', async () => {
    const events: APIGatewayProxyEvent[] = [];
    const gateway = await open((event) => {
      events.push(event);
      return ok;
    });
    await gateway.call('/tasks/a%20b?x=1&x=2&y=%C3%BC', {
      method: 'PUT',
      body: '{"name":"ü"}',
      headers: { 'content-type': 'application/json', 'x-note': 'hello' },
    });
    const { model, issued } = gateway;
    const [event] = events;
    expect(event).toMatchObject({
      resource: '/tasks/{taskId}',
      path: '/tasks/a%20b',
      httpMethod: 'PUT',
      pathParameters: { taskId: 'a b' },
      queryStringParameters: { x: '2', y: 'ü' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: ['ü'] },
      headers: { 'x-note': 'hello' },
      multiValueHeaders: { 'x-note': ['hello'] },
      stageVariables: null,
      body: '{"name":"ü"}',
      isBase64Encoded: false,
      requestContext: {
        accountId: model.account,
        stage: 'prod',
        path: '/prod/tasks/a%20b',
        resourcePath: '/tasks/{taskId}',
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        identity: {
          accessKey: issued.accessKeyId,
          cognitoAuthenticationProvider: `${issued.login?.provider},${issued.login?.provider}:CognitoSignIn:somebody`,
          cognitoAuthenticationType: 'authenticated',
          cognitoIdentityId: 'us-east-1:me',
          cognitoIdentityPoolId: model.identityPool.id,
          userArn: expect.stringMatching(/:assumed-role\/.*\/CognitoIdentityCredentials$/),
        },
      },
    });
    expect(JSON.stringify(event)).not.toContain('AWS4-HMAC-SHA256');
    await gateway.close();
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'hello'],
    ['no status', { body: '' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['fields of its own', { statusCode: 200, body: '', cookies: [] }],
    ['an exception', { errorType: 'Error', errorMessage: 'secret detail' }],
  ])('answers 502 for a function that answers %s, and tells no more', async (_, given) => {
    const gateway = await open(() => given);
    const answer = await gateway.call('/tasks');
    expect(answer).toMatchObject({ status: 502, body: { message: 'Internal server error' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    await gateway.close();
  });

  it('answers 504 for a function that does not answer in time', async () => {
    const gateway = await open(() => new Promise(() => {}), undefined, 50);
    expect(await gateway.call('/tasks')).toMatchObject({
      status: 504,
      body: { message: 'Endpoint request timed out' },
    });
    await gateway.close();
  });

  it('passes status, headers and several values of one on', async () => {
    const gateway = await open(() => ({
      statusCode: 418,
      headers: { 'X-One': 1, 'Content-Length': '999' },
      multiValueHeaders: { 'x-two': ['a', 'b'] },
      body: '"short and stout"',
    }));
    const { status, headers } = await gateway.call('/tasks');
    expect([status, headers.get('x-one'), headers.get('x-two')]).toEqual([418, '1', 'a, b']);
    expect(headers.get('content-type')).toBe('application/json');
    await gateway.close();
  });

  it('follows a policy of the stack: without its statement, the same call is refused', async () => {
    const gateway = await open(
      () => ok,
      (model) => ({
        ...model,
        roles: new Map([...model.roles].map(([arn, role]) => [arn, { ...role, policies: [] }])),
      }),
    );
    const answer = await gateway.call('/tasks');
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toBe('AccessDeniedException');
    await gateway.close();
  });

  it('follows a GatewayResponse of the stack, and has no CORS headers without one', async () => {
    const custom: HttpAnswer['headers'] = { 'x-custom': 'yes' };
    const change = (responses: StackModel['apis'][number]['gatewayResponses']) => (model: StackModel) => ({
      ...model,
      apis: model.apis.map((api) => ({ ...api, gatewayResponses: responses })),
    });
    const templates = {
      'application/json': '{"why":$context.error.messageString,"type":"$context.error.responseType"}',
    };
    const shaped = await open(
      () => ok,
      change(
        new Map([
          [
            'MISSING_AUTHENTICATION_TOKEN',
            { statusCode: '404', headers: custom as Record<string, string>, templates },
          ],
        ]),
      ),
    );
    const answer = await shaped.call('/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-custom')).toBe('yes');
    expect(answer.body).toEqual({
      why: 'Missing Authentication Token',
      type: 'MISSING_AUTHENTICATION_TOKEN',
    });
    await shaped.close();

    const bare = await open(() => ok, change(new Map()));
    expect((await bare.call('/nothing')).headers.has('access-control-allow-origin')).toBe(false);
    await bare.close();
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { changeApis, type LoneGateway, openGateway } from './lone-gateway.ts';

let gateway: LoneGateway;
afterEach(() => gateway.close());

it('makes the event of a proxy integration', async () => {
  gateway = await openGateway();
  await gateway.call('/tasks/a%20b?x=1&x=2&y=%C3%BC', {
    method: 'PUT',
    body: '{"name":"ü"}',
    headers: { 'content-type': 'application/json', 'x-note': 'hello' },
  });
  const { model, issued, events } = gateway;
  expect(events).toMatchObject([
    {
      resource: '/tasks/{taskId}',
      path: '/tasks/a%20b',
      httpMethod: 'PUT',
      pathParameters: { taskId: 'a%20b' },
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
    },
  ]);
  expect(JSON.stringify(events)).not.toContain('AWS4-HMAC-SHA256');
});

describe('what a function answers', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'hello'],
    ['no object', null],
    ['a status that ends nothing', { statusCode: 100, body: '' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['fields of its own', { statusCode: 200, body: '', cookies: [] }],
    ['a line break in a header', { statusCode: 200, headers: { 'x-a': 'a\r\nset-cookie: b' }, body: '' }],
    ['a line break in one of several', { statusCode: 200, multiValueHeaders: { 'x-a': ['a', 'b\nc'] } }],
    ['a header without a name', { statusCode: 200, headers: { '': 'a' }, body: '' }],
    ['an exception', { errorType: 'Error', errorMessage: 'secret detail', trace: ['at secret.ts'] }],
  ])('is 502 for %s, and tells no more', async (_, given) => {
    gateway = await openGateway({ answer: () => given });
    const answer = await gateway.call('/tasks');
    expect(answer).toMatchObject({ status: 502, body: { message: 'Internal server error' } });
    expect(answer.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/./);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(gateway.reports).toEqual([]);
  });

  it('is 504 where it does not come in time', async () => {
    gateway = await openGateway({ answer: () => new Promise(() => {}), patienceMs: 50 });
    const answer = await gateway.call('/tasks');
    expect(answer).toMatchObject({ status: 504, body: { message: 'Endpoint request timed out' } });
    expect(answer.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException');
  });

  it('is passed on with its status, its headers and several values of one', async () => {
    gateway = await openGateway({
      answer: () => ({
        statusCode: 418,
        headers: { 'X-One': 1, 'Content-Length': '999', 'Transfer-Encoding': 'chunked' },
        multiValueHeaders: { 'x-two': ['a', 'b'], 'Set-Cookie': ['c=1', 'd=2'] },
        body: '"short and stout"',
      }),
    });
    const { status, headers } = await gateway.call('/tasks');
    expect([status, headers.get('x-one'), headers.get('x-two')]).toEqual([418, '1', 'a, b']);
    expect(headers.getSetCookie()).toEqual(['c=1', 'd=2']);
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('is 413 where the event would be longer than Lambda takes', async () => {
    gateway = await openGateway();
    const answer = await gateway.call('/tasks', { method: 'POST', body: 'x'.repeat(6 * 1024 * 1024) });
    expect(answer).toMatchObject({ status: 413, body: { message: 'Request Too Long' } });
    expect(answer.headers.get('x-amzn-errortype')).toBe('RequestTooLargeException');
    expect(gateway.events).toEqual([]);
  });
});

describe('bytes', () => {
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]);
  const answer = () => ({
    ...{ statusCode: 200, headers: { 'content-type': 'image/png' } },
    ...{ body: picture.toString('base64'), isBase64Encoded: true },
  });
  const fetchWith = async (accept: string) => {
    const response = await fetch(gateway.address('/health', 'ProfileAPI'), { headers: { accept } });
    return Buffer.from(await response.arrayBuffer());
  };

  it('stay base64 where the template has no binary media types', async () => {
    gateway = await openGateway({ answer });
    expect((await fetchWith('image/png')).toString()).toBe(picture.toString('base64'));
  });

  it('are sent as they are to whoever asks first for a binary media type of the template', async () => {
    gateway = await openGateway({ answer, change: changeApis(() => ({ binaryMediaTypes: ['image/png'] })) });
    expect(await fetchWith('image/png;q=0.9, text/html')).toEqual(picture);
    expect((await fetchWith('text/html, image/png')).toString()).toBe(picture.toString('base64'));
  });

  it('reach the function as base64 where they are of a binary media type', async () => {
    gateway = await openGateway({ change: changeApis(() => ({ binaryMediaTypes: ['*/*'] })) });
    const headers = { 'content-type': 'image/png' };
    await gateway.call('/tasks', { method: 'POST', body: new Uint8Array(picture), headers });
    expect(gateway.events).toMatchObject([{ body: picture.toString('base64'), isBase64Encoded: true }]);
  });
});

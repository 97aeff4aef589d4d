import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longestBody } from '../../../../src/cloud/local/server/http.ts';
import { credentialsFor, idTokenOfNewUser } from '../identity-pool/guests-and-users.ts';
import { type LocalWorld, read, startWorld } from '../local-world.ts';

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
    expect(await names(user.fetch(`${tasks}/tasks`))).toEqual(['cache-control', 'x-amzn-trace-id']); // the function's, and Lambda's
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

  it('lets functions live in the cloud’s time, also those that are warm', async () => {
    const profile = `${world.cloud.configuration.apis.ProfileAPI?.endpoint}/profile`;
    const madeAt = async () => {
      const { body } = await read(
        await fetch(profile, { headers: { authorization: await idTokenOfNewUser(world) } }),
      );
      return Date.parse((body.profile as { createdAt: string }).createdAt); // as the contract has it
    };
    const before = await madeAt();
    const month = 30 * 24 * 3_600_000;
    await world.control('POST', 'clock', { offsetMs: month });
    try {
      expect(await madeAt()).toBeGreaterThanOrEqual(before + month);
    } finally {
      await world.control('POST', 'clock', { offsetMs: 0 });
    }
    expect(await madeAt()).toBeLessThan(before + month);
  });

  it('passes the errors of the functions on, with headers that a page may read', async () => {
    const answer = await read(await user.fetch(`${tasks}/tasks`, { method: 'POST', body: '{' }));
    expect(answer.status).toBe(400);
    expect(answer.body.error).toBe('invalid');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

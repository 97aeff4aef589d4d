import { afterEach, describe, expect, it } from 'vitest';
import { type LoneGateway, openGateway } from './lone-gateway.ts';

let gateway: LoneGateway;
afterEach(() => gateway.close());

const visit = (path: string, headers: Record<string, string> = {}) =>
  fetch(gateway.address(path, 'ProfileAPI'), { headers });

describe('LC6: the event of a request', () => {
  it('has the headers that API Gateway adds, and not those of the connection', async () => {
    gateway = await openGateway();
    const answer = await visit('/health', {
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'gopher',
    });
    const headers = gateway.events[0]?.headers ?? {};
    expect(headers).toMatchObject({
      'X-Forwarded-For': '203.0.113.7, 127.0.0.1',
      'X-Forwarded-Port': new URL(answer.url).port,
      'X-Forwarded-Proto': 'http',
    });
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    expect(names).not.toContain('connection');
    expect(new Set(names).size).toBe(names.length);
    const trace = headers['X-Amzn-Trace-Id'];
    expect(trace).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(answer.headers.get('x-amzn-trace-id')).toBe(trace);
  });

  it('goes on with the caller’s trace', async () => {
    gateway = await openGateway();
    const given = `Root=1-67891233-${'ab'.repeat(12)}`;
    await visit('/health', { 'x-amzn-trace-id': given });
    expect(gateway.events[0]?.headers['X-Amzn-Trace-Id']).toBe(given);
  });

  it.each(['authorization', 'Authorization', 'AUTHORIZATION'])(
    'names the header Authorization, sent as %s',
    async (name) => {
      gateway = await openGateway();
      await visit('/health', { [name]: 'Bearer x', 'USER-AGENT': 'tester' });
      expect(gateway.events[0]?.headers).toMatchObject({ Authorization: 'Bearer x', 'User-Agent': 'tester' });
    },
  );

  it.each(['//health', '///health'])('takes the slashes of %s as one', async (path) => {
    gateway = await openGateway();
    expect((await visit(path)).status).toBe(200);
    expect(gateway.events).toMatchObject([
      { path: '/health', resource: '/health', requestContext: { path: `/prod${path}` } },
    ]);
  });

  it('does not take slashes elsewhere as one', async () => {
    gateway = await openGateway();
    expect((await visit('/health//')).status).toBe(403);
  });
});

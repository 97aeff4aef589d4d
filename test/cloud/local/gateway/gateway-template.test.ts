/** The stack decides the gateway's behaviour: a change of the template changes the answer. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Route, StackModel } from '../../../../src/cloud/local/model.ts';
import type { Answered } from '../local-world.ts';
import { changeApis, type LoneGateway, openGateway } from './lone-gateway.ts';

let gateway: LoneGateway;
afterEach(() => gateway.close());

const changeRoutes = (change: (route: Route) => Partial<Route>) =>
  changeApis(({ routes }) => ({ routes: routes.map((route) => ({ ...route, ...change(route) })) }));

const withoutPermissions = (model: StackModel): StackModel => ({
  ...model,
  functions: new Map([...model.functions].map(([arn, one]) => [arn, { ...one, permissions: [] }])),
});

const withoutPolicies = (model: StackModel): StackModel => ({
  ...model,
  roles: new Map([...model.roles].map(([arn, role]) => [arn, { ...role, policies: [] }])),
});

const denyAll = { Statement: { Effect: 'Deny' as const, Action: '*', Resource: '*' } };
const withDeny = (model: StackModel): StackModel => ({
  ...model,
  roles: new Map(
    [...model.roles].map(([arn, role]) => [arn, { ...role, policies: [...role.policies, denyAll] }]),
  ),
});

const signed = () => gateway.call('/tasks');
const unsigned = async (method: string, path = '/tasks'): Promise<number> =>
  (await fetch(gateway.address(path), { method })).status;

const changes: [what: string, status: number, type: string, change: (model: StackModel) => StackModel][] = [
  ['without a policy on the role', 403, 'AccessDeniedException', withoutPolicies],
  ['with a policy that denies', 403, 'AccessDeniedException', withDeny],
  ['in a stage that no policy names', 403, 'AccessDeniedException', changeApis(() => ({ stage: 'dev' }))],
  ['without the permission to invoke the function', 500, 'InternalServerErrorException', withoutPermissions],
  [
    ...(['without the route', 403, 'MissingAuthenticationTokenException'] as const),
    changeApis(({ routes }) => ({ routes: routes.filter(({ method }) => method !== 'GET') })),
  ],
  [
    ...(['with no calls allowed', 429, 'TooManyRequestsException'] as const),
    changeRoutes(() => ({ throttle: { rateLimit: 0, burstLimit: 0 } })),
  ],
  [
    ...(['behind a user pool’s authorizer', 401, 'UnauthorizedException'] as const),
    (model) => changeRoutes(() => tokenRoute(model))(model),
  ],
];

const tokenRoute = ({ userPool }: StackModel): Partial<Route> => ({
  authorization: 'COGNITO_USER_POOLS',
  authorizer: { userPoolArns: [userPool.arn], header: 'x-token', audience: null },
});

it('answers a signed call of the stack as it is with 200', async () => {
  gateway = await openGateway();
  expect((await signed()).status).toBe(200);
});

it.each(changes)('answers the same call %s with %i %s', async (_, status, type, change) => {
  gateway = await openGateway({ change });
  const answer = await signed();
  expect(answer.status).toBe(status);
  expect(answer.headers.get('x-amzn-errortype')).toBe(type);
  expect(JSON.stringify(answer.body)).not.toMatch(/stack|\.ts|at /);
});

it('answers an unsigned call by what the route asks for', async () => {
  gateway = await openGateway();
  expect(await unsigned('GET')).toBe(403);
  await gateway.close();
  gateway = await openGateway({ change: changeRoutes(() => ({ authorization: 'NONE' })) });
  expect(await unsigned('GET')).toBe(200);
});

it('answers a preflight with what the template’s mock has, and where it has none as an unknown route', async () => {
  const integration = { kind: 'mock' as const, statusCode: 200, headers: { 'X-Only': 'this' } };
  gateway = await openGateway({
    change: changeRoutes((route) => (route.integration.kind === 'mock' ? { integration } : {})),
  });
  const answer = await fetch(gateway.address('/tasks'), { method: 'OPTIONS' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-only')).toBe('this');
  expect(answer.headers.has('access-control-allow-origin')).toBe(false);
  await gateway.close();

  gateway = await openGateway({
    change: changeApis(({ routes }) => ({ routes: routes.filter(({ method }) => method !== 'OPTIONS') })),
  });
  expect(await unsigned('OPTIONS')).toBe(403);
});

describe('a GatewayResponse', () => {
  const template =
    '{"why":$context.error.messageString,"type":"$context.error.responseType","id":"$context.requestId"}';
  const shape = (type: string) =>
    changeApis(() => ({
      gatewayResponses: new Map([
        [
          type,
          { statusCode: '418', headers: { 'x-custom': 'yes' }, templates: { 'application/json': template } },
        ],
      ]),
    }));

  const noCalls = changeRoutes(() => ({ throttle: { rateLimit: 0, burstLimit: 0 } }));
  const cases: [
    type: string,
    call: () => Promise<Answered>,
    also?: { change?: (model: StackModel) => StackModel; answer?: () => unknown },
  ][] = [
    ['MISSING_AUTHENTICATION_TOKEN', () => gateway.call('/nothing')],
    ['ACCESS_DENIED', signed, { change: withoutPolicies }],
    ['INVALID_SIGNATURE', () => gateway.call('/tasks', { aws: { secretAccessKey: 'another' } })],
    ['EXPIRED_TOKEN', signedMuchLater],
    ['UNAUTHORIZED', () => gateway.callWithToken('no token')],
    ['THROTTLED', signed, { change: noCalls }],
    ['API_CONFIGURATION_ERROR', signed, { change: withoutPermissions }],
    ['INTEGRATION_FAILURE', signed, { answer: () => 'nonsense' }],
    ['INTEGRATION_TIMEOUT', signed, { answer: () => new Promise(() => {}) }],
  ];

  it.each(cases)('of type %s shapes that answer, and that answer only', async (type, call, also = {}) => {
    const open = (shaped: string) =>
      openGateway({
        ...also,
        patienceMs: 50,
        change: (model) => shape(shaped)((also.change ?? ((same) => same))(model)),
      });
    gateway = await open(type);
    const answer = await call();
    expect(answer.status).toBe(418);
    expect(answer.headers.get('x-custom')).toBe('yes');
    expect(answer.body).toEqual({
      type,
      why: expect.stringMatching(/./),
      id: answer.headers.get('x-amzn-requestid'),
    });
    await gateway.close();

    gateway = await open('WAF_FILTERED');
    const other = await call();
    expect(other.status).not.toBe(418);
    expect(other.headers.has('x-custom')).toBe(false);
    expect(other.headers.get('x-amzn-errortype')).toMatch(/Exception$/);
  });

  it('of the defaults stands in for those that are not there', async () => {
    gateway = await openGateway({ change: shape('DEFAULT_4XX') });
    expect((await gateway.call('/nothing')).status).toBe(418);
    await gateway.close();
    gateway = await openGateway({ change: shape('DEFAULT_5XX'), answer: () => 'nonsense' });
    expect((await gateway.call('/nothing')).status).toBe(403);
    expect((await signed()).status).toBe(418);
  });

  it('that is not there leaves the answer without CORS headers', async () => {
    gateway = await openGateway({ change: changeApis(() => ({ gatewayResponses: new Map() })) });
    expect((await gateway.call('/nothing')).headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('throttling', () => {
  const limited = (rateLimit: number, burstLimit: number) =>
    changeRoutes(({ method }) => (method === 'GET' ? { throttle: { rateLimit, burstLimit } } : {}));

  it('admits a burst and no more, on each method by itself', async () => {
    gateway = await openGateway({ change: limited(0.001, 2) });
    expect([(await signed()).status, (await signed()).status]).toEqual([200, 200]);
    const answer = await signed();
    expect(answer).toMatchObject({ status: 429, body: { message: 'Too Many Requests' } });
    expect(answer.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect((await gateway.call('/tasks', { method: 'POST', body: '{}' })).status).toBe(200);
  });

  it('admits as many again as the rate allows in the time that has passed', async () => {
    gateway = await openGateway({ change: limited(0.01, 2) });
    for (const status of [200, 200, 429]) expect((await signed()).status).toBe(status);
    gateway.advance(100_000);
    for (const status of [200, 429]) expect((await signedLater(100_000)).status).toBe(status);
    gateway.advance(1_000_000);
    for (const status of [200, 200, 429]) expect((await signedLater(1_100_000)).status).toBe(status);
  });
});

/** Signed by the gateway's clock, which is so far ahead of the machine's. @param ahead ms */
function signedLater(ahead: number): Promise<Answered> {
  const datetime = new Date(Date.now() + ahead).toISOString().replace(/[-:]|\.\d{3}/g, '');
  return gateway.call('/tasks', { aws: { datetime } });
}

/** With credentials that have run out. */
function signedMuchLater(): Promise<Answered> {
  const ahead = 2 * 3_600_000;
  gateway.advance(ahead);
  return signedLater(ahead);
}

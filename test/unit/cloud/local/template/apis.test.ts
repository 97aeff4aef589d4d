/** The template reader's result for resources of API Gateway and Lambda. */
import { expect, it } from 'vitest';
import type { Api } from '../../../../../src/cloud/local/model.ts';
import { readApis } from '../../../../../src/cloud/local/template/apis.ts';
import { resolveTemplate } from '../../../../../src/cloud/local/template/resources.ts';
import { UnsupportedTemplate } from '../../../../../src/cloud/local/template/template.ts';

const address = { region: 'eu-central-1', account: '111122223333', stackName: 'Test' };
const mock = { Type: 'MOCK', IntegrationResponses: [{ StatusCode: '204' }] };

/** An API with GET /health and GET /people, the second behind an authorizer; properties changed by logical id. */
function read(change: Record<string, Record<string, unknown>> = {}): Api {
  const api = { RestApiId: { Ref: 'Api' } };
  const resource = (Type: string, id: string, properties: Record<string, unknown>) => [
    id,
    { Type: `AWS::${Type}`, Properties: { ...properties, ...change[id] } },
  ];
  const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
  const method = { ...api, HttpMethod: 'GET', Integration: mock };
  const Resources = Object.fromEntries([
    resource('ApiGateway::RestApi', 'Api', { Name: 'People' }),
    resource('ApiGateway::Stage', 'Stage', { ...api, StageName: 'prod' }),
    resource('ApiGateway::Resource', 'Health', { ...api, ParentId: root, PathPart: 'health' }),
    resource('ApiGateway::Resource', 'People', { ...api, ParentId: root, PathPart: 'people' }),
    resource('ApiGateway::Method', 'GetHealth', {
      ...method,
      ResourceId: { Ref: 'Health' },
      AuthorizationType: 'NONE',
    }),
    resource('ApiGateway::Method', 'GetPeople', {
      ...method,
      ResourceId: { Ref: 'People' },
      AuthorizationType: 'COGNITO_USER_POOLS',
      AuthorizerId: { Ref: 'Authorizer' },
    }),
    resource('Cognito::UserPool', 'Pool', {}),
    resource('ApiGateway::Authorizer', 'Authorizer', {
      ...api,
      Type: 'COGNITO_USER_POOLS',
      IdentitySource: 'method.request.header.Authorization',
      ProviderARNs: [{ 'Fn::GetAtt': ['Pool', 'Arn'] }],
    }),
  ]);
  const [only] = readApis(resolveTemplate({ Resources }, address, (id) => id.toLowerCase()));
  if (!only) throw new Error('No API was read.');
  return only;
}

const route = (api: Api, path: string) => api.routes.find((one) => one.path === path);

it('takes header, user pool and audience from the authorizer that a method names', () => {
  expect(route(read(), '/health')?.authorizer).toBeNull();
  expect(route(read(), '/people')?.authorizer).toEqual({
    userPoolArns: ['arn:aws:cognito-idp:eu-central-1:111122223333:userpool/pool'],
    header: 'authorization',
    audience: null,
  });
  const changed = read({
    Authorizer: { IdentitySource: 'method.request.header.X-Token', IdentityValidationExpression: 'a|bc' },
  });
  const { header, audience } = route(changed, '/people')?.authorizer ?? {};
  expect(header).toBe('x-token');
  expect(['a', 'bc', 'b', 'abc'].map((aud) => audience?.test(aud))).toEqual([true, true, false, false]);
});

it('takes the limits of a method from the setting that names it, else from the one for all', () => {
  const all = { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 };
  const one = { ...all, HttpMethod: 'GET', ResourcePath: '/~1health', ThrottlingRateLimit: 1 };
  expect(route(read(), '/people')?.throttle).toBeNull();
  const api = read({ Stage: { MethodSettings: [all, one] } });
  expect(route(api, '/people')?.throttle).toEqual({ rateLimit: 10, burstLimit: 20 });
  expect(route(api, '/health')?.throttle).toEqual({ rateLimit: 1, burstLimit: 20 });
});

it('takes the media types that are bytes', () => {
  expect(read().binaryMediaTypes).toEqual([]);
  expect(read({ Api: { BinaryMediaTypes: ['image/PNG'] } }).binaryMediaTypes).toEqual(['image/png']);
});

it.each<[string, Record<string, Record<string, unknown>>]>([
  ['a token in the query', { Authorizer: { IdentitySource: 'method.request.querystring.token' } }],
  ['tokens that are remembered', { Authorizer: { AuthorizerResultTtlInSeconds: 300 } }],
  ['an authorizer of another kind', { Authorizer: { Type: 'TOKEN' } }],
  ['an authorizer without a user pool', { Authorizer: { ProviderARNs: [] } }],
  ['an expression that is none', { Authorizer: { IdentityValidationExpression: '(' } }],
  ['an authorizer that is not there', { GetPeople: { AuthorizerId: { Ref: 'Api' } } }],
  ['scopes', { GetPeople: { AuthorizationScopes: ['a/b'] } }],
  ['another way of guarding', { GetPeople: { AuthorizationType: 'CUSTOM' } }],
  ['a key', { GetPeople: { ApiKeyRequired: true } }],
  ['a cache', { Stage: { MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', CachingEnabled: true }] } }],
  [
    'a rate without a burst',
    { Stage: { MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 1 }] } },
  ],
])('refuses %s by its name', (_, change) => {
  expect(() => read(change)).toThrow(UnsupportedTemplate);
  expect(() => read(change)).toThrow(/Authorizer|GetPeople|Stage/);
});

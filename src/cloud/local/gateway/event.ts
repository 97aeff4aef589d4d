/** The event of a Lambda proxy integration, payload version 1.0, as API Gateway makes it. */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { IssuedCredentials } from '../identity-pool/credentials.ts';
import type { Api, StackModel } from '../model.ts';
import type { HttpRequest } from '../server/http.ts';
import { headerValues, queryPairs, splitTarget } from '../sigv4/request.ts';
import { isBinaryRequest } from './binary.ts';
import type { RouteMatch } from './routes.ts';

/** A request that has passed all checks. */
export interface AdmittedRequest {
  request: Omit<HttpRequest, 'bodyTooLong'>;
  model: StackModel;
  api: Api;
  match: RouteMatch;
  /** Path of the resource, without the stage. */
  path: string;
  /** The signer; null for a route that needs no signature. */
  caller: { credentials: IssuedCredentials; arn: string } | null;
  /** The verified token's claims as texts; null for a route without a token. */
  claims: Record<string, string> | null;
  requestId: string;
  /** `Root=1-…`, for X-Amzn-Trace-Id. */
  traceId: string;
  /** Epoch ms. */
  at: number;
}

export function proxyEvent(admitted: AdmittedRequest): APIGatewayProxyEvent {
  const { request, api, match, path } = admitted;
  const isBase64Encoded = request.body.length > 0 && isBinaryRequest(api, request);
  const headers = passedHeaders(admitted);
  const query = queryPairs(splitTarget(request.target).query).map(
    ([name, value]) => [utf8(name), utf8(value)] as const,
  );
  return {
    resource: match.route.path,
    path,
    httpMethod: request.method,
    headers: latest(headers) ?? {},
    multiValueHeaders: grouped(headers) ?? {},
    queryStringParameters: latest(query),
    multiValueQueryStringParameters: grouped(query),
    pathParameters: match.parameters,
    stageVariables: null,
    requestContext: requestContext(admitted),
    body: request.body.length > 0 ? request.body.toString(isBase64Encoded ? 'base64' : 'utf8') : null,
    isBase64Encoded,
  };
}

function requestContext(admitted: AdmittedRequest) {
  const { request, model, api, match, caller, claims, requestId, at } = admitted;
  const { credentials = null, arn = null } = caller ?? {};
  const login = credentials?.login ?? null;
  const user = arn && `${roleId(arn)}:CognitoIdentityCredentials`;
  const [host = ''] = headerValues(request, 'host');
  const [userAgent = null] = headerValues(request, 'user-agent');
  return {
    accountId: model.account,
    apiId: api.id,
    authorizer: claims ? { claims } : undefined,
    domainName: host,
    domainPrefix: host.split('.')[0] ?? host,
    extendedRequestId: requestId,
    httpMethod: request.method,
    identity: {
      accessKey: credentials?.accessKeyId ?? null,
      accountId: credentials ? model.account : null,
      apiKey: null,
      apiKeyId: null,
      caller: user,
      clientCert: null,
      cognitoAuthenticationProvider:
        login && `${login.provider},${login.provider}:CognitoSignIn:${login.sub}`,
      cognitoAuthenticationType: credentials ? (login ? 'authenticated' : 'unauthenticated') : null,
      cognitoIdentityId: credentials?.identityId ?? null,
      cognitoIdentityPoolId: credentials ? model.identityPool.id : null,
      principalOrgId: null,
      sourceIp: request.remoteAddress,
      user,
      userAgent,
      userArn: arn,
    },
    path: stagePath(request.target),
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: requestTime(at),
    requestTimeEpoch: at,
    resourceId: createHash('sha256').update(match.route.path).digest('hex').slice(0, 6),
    resourcePath: match.route.path,
    stage: api.stage,
  };
}

/** The path as it was sent, with the stage. */
const stagePath = (target: string) => splitTarget(target).path.replace(/^\/[^/]+/, '');

/** Headers of the connection, and those that API Gateway sets itself. */
const droppedHeaders = new Set([
  'connection',
  'content-length',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);
/** Headers whose name arrives in this form, however it was sent. */
const fixedNames: Record<string, string> = { authorization: 'Authorization', 'user-agent': 'User-Agent' };

/** The headers that a function gets: without a signature, and with those that API Gateway adds. */
function passedHeaders({ request, traceId }: AdmittedRequest): [string, string][] {
  const headers: [string, string][] = [];
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(i, i + 2);
    const lower = name.toLowerCase();
    const isSignature = lower === 'authorization' && value.startsWith('AWS4-HMAC-SHA256');
    if (!isSignature && !droppedHeaders.has(lower)) headers.push([fixedNames[lower] ?? name, value]);
  }
  const [host = ''] = headerValues(request, 'host');
  const passedBy = [...headerValues(request, 'x-forwarded-for'), request.remoteAddress].join(', ');
  return [
    ...headers,
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', passedBy],
    // AWS says 443 and https; here it is what the caller used.
    ['X-Forwarded-Port', host.split(':')[1] ?? '80'],
    ['X-Forwarded-Proto', 'http'],
  ];
}

type Pairs = readonly (readonly [string, string])[];

const latest = (pairs: Pairs): Record<string, string> | null =>
  pairs.length > 0 ? Object.fromEntries(pairs) : null;

function grouped(pairs: Pairs): Record<string, string[]> | null {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return groups.size > 0 ? Object.fromEntries(groups) : null;
}

const utf8 = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');

/** `AROA…`: a role's unique id in IAM. */
const roleId = (arn: string) =>
  `AROA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`;

/** `20/Nov/2026:22:53:27 +0000` */
function requestTime(at: number): string {
  const [, day, month, year, time] = new Date(at).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

/** API Gateway for the stack's REST APIs: finds the route, checks who asks and whether they may, calls the function. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Call } from '../control/calls.ts';
import { decide } from '../iam/policy.ts';
import type { CredentialStore, IssuedCredentials } from '../identity-pool/credentials.ts';
import type { Api, StackModel } from '../model.ts';
import { type HttpAnswer, type HttpRequest, plainAnswer } from '../server/http.ts';
import { ServiceError } from '../server/service-error.ts';
import { splitTarget } from '../sigv4/request.ts';
import { verify } from '../sigv4/verify.ts';
import { claimTexts } from './claims.ts';
import { type AdmittedRequest, proxyEvent } from './event.ts';
import { readFunctionAnswer } from './function-answer.ts';
import { GatewayError, gatewayAnswer, type ResponseType } from './gateway-response.ts';
import { findRoute, type RouteMatch } from './routes.ts';
import { authoriseToken, type TokenIssuer } from './token-authorizer.ts';

export interface Gateway {
  /** The call a request is for; null where no API answers to this address. A preflight is no call and is answered. */
  receive(request: HttpRequest): Call | HttpAnswer | null;
}

export interface GatewayParts {
  model: StackModel;
  credentials: CredentialStore;
  /** The user pools whose tokens authorizers take, by ARN. */
  issuers: ReadonlyMap<string, TokenIssuer>;
  clock: Clock;
  /** Runs a function. @returns its answer, or `{ errorType, errorMessage }` */
  invoke(functionArn: string, event: unknown): Promise<unknown>;
  /** How long a function may take, ms. */
  patienceMs?: number;
}

/** API Gateway's bound. */
const defaultPatienceMs = 29_000;
/** Lambda's bound on what a function is given, bytes. */
const longestEvent = 6 * 1024 * 1024;

export function createGateway(parts: GatewayParts): Gateway {
  return {
    receive(request) {
      const [, apiId, stage, rest] =
        /^\/([^/]+)\/([^/]+)(\/.*)?$/.exec(splitTarget(request.target).path) ?? [];
      const api = parts.model.apis.find((one) => one.id === apiId);
      if (!api) return null;
      if (stage !== api.stage) return plainAnswer(403, 'Forbidden');
      const path = rest ?? '/';
      const match = findRoute(api, request.method, path);
      if (match?.route.integration.kind === 'mock') return mockAnswer(match.route.integration);
      const ids = makeIds();
      const answerError = (error: unknown): HttpAnswer => {
        if (error instanceof GatewayError) return gatewayAnswer(api, error, ids);
        throw error;
      };
      return {
        name: `${api.name} ${request.method} ${match?.route.path ?? '(unknown)'}`,
        run: () => handle(parts, { request, api, path, match, ids }).catch(answerError),
        fail: (status, type) => {
          const message = 'The local cloud was told to fail.';
          return gatewayAnswer(api, new GatewayError('INTEGRATION_FAILURE', { type, message, status }), ids);
        },
      };
    },
  };
}

interface Received {
  request: HttpRequest;
  api: Api;
  path: string;
  match: RouteMatch | null;
  ids: Record<string, string>;
}

async function handle(parts: GatewayParts, received: Received): Promise<HttpAnswer> {
  const { model, clock } = parts;
  const { request, api, path, match, ids } = received;
  if (request.bodyTooLong) return tooLong(ids);
  if (!match) {
    throw gatewayError('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
  }
  const { authorization, authorizer } = match.route;
  const caller = authorization === 'AWS_IAM' ? authorise(parts, received) : null;
  const claims = authorizer && (await authoriseToken(request, authorizer, parts.issuers, clock.now()));
  const admitted: AdmittedRequest = {
    ...{ request, model, api, match, path, caller },
    claims: claims && claimTexts(claims),
    requestId: ids['x-amzn-requestid'] ?? '',
    at: clock.now(),
  };
  return callFunction(parts, admitted, ids);
}

/** @throws GatewayError for a caller who is unknown, or known and not allowed */
function authorise(
  parts: GatewayParts,
  { request, api, path }: Received,
): NonNullable<AdmittedRequest['caller']> {
  const { model } = parts;
  const credentials = authenticate(parts, request);
  const role = model.roles.get(credentials.roleArn);
  if (!role) throw new Error(`The template has no role ${credentials.roleArn}.`);
  const arn = `arn:aws:sts::${model.account}:assumed-role/${role.name}/CognitoIdentityCredentials`;
  const method = `${api.id}/${api.stage}/${request.method}${path}`;
  const resource = `arn:aws:execute-api:${model.region}:${model.account}:${method}`;
  const decision = decide(role.policies, 'execute-api:Invoke', resource);
  if (decision === 'allow') return { credentials, arn };
  const why = decision === 'explicitDeny' ? ' with an explicit deny' : '';
  // Real answers show the last four digits of the API's account only.
  const shown = `arn:aws:execute-api:${model.region}:********${model.account.slice(-4)}:${method}`;
  throw new GatewayError('ACCESS_DENIED', {
    type: 'AccessDeniedException',
    message: `User: ${arn} is not authorized to perform: execute-api:Invoke on resource: ${shown}${why}`,
    status: 403,
  });
}

const responseTypes: Record<string, ResponseType> = {
  MissingAuthenticationTokenException: 'MISSING_AUTHENTICATION_TOKEN',
  ExpiredTokenException: 'EXPIRED_TOKEN',
};

function authenticate({ model, credentials, clock }: GatewayParts, request: HttpRequest): IssuedCredentials {
  const expected = { region: model.region, service: 'execute-api' };
  try {
    return verify(request, expected, credentials.find, clock.now());
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new GatewayError(responseTypes[error.type] ?? 'INVALID_SIGNATURE', error);
  }
}

async function callFunction(
  { invoke, patienceMs = defaultPatienceMs }: GatewayParts,
  admitted: AdmittedRequest,
  ids: Record<string, string>,
): Promise<HttpAnswer> {
  const { integration } = admitted.match.route;
  if (integration.kind !== 'lambda') throw new Error('A mock integration is answered before this.');
  const event = proxyEvent(admitted);
  if (Buffer.byteLength(JSON.stringify(event)) > longestEvent) return tooLong(ids);
  const answered = await within(patienceMs, invoke(integration.functionArn, event));
  const answer = readFunctionAnswer(answered, ids);
  if (answer) return answer;
  throw new GatewayError('INTEGRATION_FAILURE', {
    type: 'InternalServerErrorException',
    message: 'Internal server error',
    status: 502,
  });
}

async function within<T>(patienceMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const error = {
      type: 'InternalServerErrorException',
      message: 'Endpoint request timed out',
      status: 504,
    };
    timer = setTimeout(() => reject(new GatewayError('INTEGRATION_TIMEOUT', error)), patienceMs);
  });
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
}

const gatewayError = (type: 'MISSING_AUTHENTICATION_TOKEN', message: string) =>
  new GatewayError(type, { type: 'MissingAuthenticationTokenException', message, status: 403 });

/** The one answer that no GatewayResponse of the template shapes. */
const tooLong = (ids: Record<string, string>): HttpAnswer => ({
  status: 413,
  headers: { 'content-type': 'application/json', ...ids, 'x-amzn-errortype': 'RequestTooLargeException' },
  body: JSON.stringify({ message: 'Request Too Long' }),
});

const mockAnswer = ({
  statusCode,
  headers,
}: {
  statusCode: number;
  headers: Record<string, string>;
}): HttpAnswer => ({
  status: statusCode,
  headers: { ...makeIds(), ...headers },
  body: '',
});

const makeIds = (): Record<string, string> => ({
  'x-amzn-requestid': randomUUID(),
  'x-amz-apigw-id': randomBytes(11).toString('base64'),
});

/** API Gateway for the stack's REST APIs: finds the route, authorizes the caller, and calls the function. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Call } from '../control/calls.ts';
import type { Functions } from '../lambda/start-functions.ts';
import type { Api } from '../model.ts';
import type { HttpAnswer, HttpRequest } from '../server/http.ts';
import { headerValues, splitTarget } from '../sigv4/request.ts';
import { claimTexts } from './claims.ts';
import { forbidden, GatewayError, gatewayAnswer, tooLong } from './gateway-response.ts';
import { callFunction } from './lambda-integration.ts';
import { findRoute, type RouteMatch } from './routes.ts';
import { authoriseSigned, type SignatureChecks } from './signed-caller.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { authoriseToken, type TokenIssuer } from './token-authorizer.ts';
import { isTraceId, newTraceId } from './trace-id.ts';

export interface Gateway {
  /** The call of a request; null if the address belongs to no API. A preflight is answered directly. */
  receive(request: HttpRequest): Call | HttpAnswer | null;
  /** Resets the throttling. */
  reset(): void;
}

export interface GatewayParts extends SignatureChecks {
  /** The user pools whose tokens the authorizers accept, by ARN. */
  issuers: ReadonlyMap<string, TokenIssuer>;
  call: Functions['call'];
  /** Longest time of a function, ms. */
  patienceMs?: number;
}

export function createGateway(parts: GatewayParts): Gateway {
  const throttle = createThrottle(parts.clock.now);
  return {
    receive(request) {
      const [, apiId, stage, rest] =
        /^\/([^/]+)\/([^/]+)(\/.*)?$/.exec(splitTarget(request.target).path) ?? [];
      const api = parts.model.apis.find((one) => one.id === apiId);
      if (!api) return null;
      const ids = makeIds();
      if (stage !== api.stage) return forbidden(ids);
      // Slashes at the beginning count as one.
      const path = (rest ?? '/').replace(/^\/+/, '/');
      const match = findRoute(api, request.method, path);
      const answerError = (error: unknown): HttpAnswer => {
        if (error instanceof GatewayError) return gatewayAnswer(api, error, ids);
        throw error;
      };
      if (match?.route.integration.kind === 'mock') {
        const { statusCode, headers } = match.route.integration;
        if (!throttle.admits(match.route)) return answerError(throttled());
        return { status: statusCode, headers: { ...ids, ...headers }, body: '' };
      }
      return {
        name: `${api.name} ${request.method} ${match?.route.path ?? '(unknown)'}`,
        run: () => handle(parts, throttle, { request, api, path, match, ids }).catch(answerError),
        fail: (status, type) => {
          const message = 'The local cloud was told to fail.';
          return gatewayAnswer(api, new GatewayError('INTEGRATION_FAILURE', { type, message, status }), ids);
        },
      };
    },
    reset: throttle.reset,
  };
}

interface Received {
  request: HttpRequest;
  api: Api;
  path: string;
  match: RouteMatch | null;
  ids: Record<string, string>;
}

async function handle(parts: GatewayParts, throttle: Throttle, received: Received): Promise<HttpAnswer> {
  const { model, clock, issuers } = parts;
  const { request, api, path, match, ids } = received;
  if (request.bodyTooLong) return tooLong(ids);
  if (!match) throw unknownRoute();
  const { authorization, authorizer, integration } = match.route;
  if (integration.kind !== 'lambda') throw new Error('A mock integration is answered before this.');
  if (!throttle.admits(match.route)) throw throttled();
  const caller = authorization === 'AWS_IAM' ? authoriseSigned(parts, received) : null;
  const claims = authorizer && (await authoriseToken(request, authorizer, issuers, clock.now()));
  return callFunction(
    parts,
    integration.functionArn,
    {
      ...{ request, model, api, match, path, caller },
      claims: claims && claimTexts(claims),
      requestId: ids['x-amzn-requestid'] ?? '',
      traceId: traceIdOf(request, clock.now()),
      at: clock.now(),
    },
    ids,
  );
}

/** API Gateway answers an unknown route in the same way as a missing signature. */
const unknownRoute = () =>
  new GatewayError('MISSING_AUTHENTICATION_TOKEN', {
    ...{ type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token', status: 403 },
  });

const throttled = () =>
  new GatewayError('THROTTLED', {
    ...{ type: 'TooManyRequestsException', message: 'Too Many Requests', status: 429 },
  });

/** A caller's own trace goes on; otherwise a new one begins. @param now epoch ms */
function traceIdOf(request: HttpRequest, now: number): string {
  const [given = ''] = headerValues(request, 'x-amzn-trace-id');
  return isTraceId(given) ? given : newTraceId(now);
}

const makeIds = (): Record<string, string> => ({
  'x-amzn-requestid': randomUUID(),
  'x-amz-apigw-id': randomBytes(11).toString('base64'),
});

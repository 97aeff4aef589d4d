/**
 * The HTTP frame of the APIs' functions: the event, the headers, failures as JSON, and one log line for each request.
 */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import { log } from '../runtime/log.ts';
import { corsHeaders } from './cors.ts';
import { Failure } from './failure.ts';

export interface ApiEnvironment {
  Bindings: { event: APIGatewayProxyEvent };
  Variables: { owner: string };
}

/** Errors of DynamoDB that pass. The caller may try again. */
const passing = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
  'InternalServerError',
  'ServiceUnavailable',
]);

/**
 * Makes an application that answers in JSON. Every answer has CORS headers.
 *
 * @param clock epoch ms, to measure the time of a request
 */
export function createApi(clock: () => number): Hono<ApiEnvironment> {
  const app = new Hono<ApiEnvironment>();

  app.use(async (context, next) => {
    const started = clock();
    await next();
    for (const [name, value] of Object.entries(corsHeaders)) context.header(name, value);
    context.header('Cache-Control', 'no-store');
    log({
      requestId: context.env.event.requestContext.requestId,
      method: context.req.method,
      // The pattern, not the address: ids and cursors must stay out of the log.
      route: routePath(context, -1),
      status: context.res.status,
      ms: clock() - started,
      // Only the name: an SDK message may quote a row.
      ...(context.error ? { error: context.error.name } : {}),
    });
  });

  app.notFound((context) => context.json(new Failure('notFound', 'There is no such route.').body, 404));

  app.onError((error, context) => {
    const failure = asFailure(error);
    return context.json(failure.body, failure.status);
  });
  return app;
}

function asFailure(error: Error): Failure {
  if (error instanceof Failure) return error;
  if (passing.has(error.name)) return new Failure('busy', 'The tables are busy. Try again.');
  return new Failure('internal', 'Something went wrong here.');
}

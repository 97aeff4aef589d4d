import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Hono } from 'hono';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import type { ApiEnvironment } from './api.ts';

/**
 * Wraps an application as the handler of a Lambda proxy integration. The body of a GET has no meaning (RFC 9110, 9.3.1)
 * and is dropped: a `Request` cannot be made with one.
 */
export function serve(
  app: Hono<ApiEnvironment>,
): (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult> {
  const answer = handle(app);
  return async (event) => {
    const bodiless = event.httpMethod === 'GET' || event.httpMethod === 'HEAD';
    const passed: unknown = bodiless ? { ...event, body: null } : event;
    const given = await answer(passed as LambdaEvent); // hono's own type has no nulls in it; its code handles them
    return given as APIGatewayProxyResult; // hono's answer to an event of version 1.0
  };
}

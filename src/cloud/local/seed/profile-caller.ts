/**
 * Calls ProfileAPI's function as one person, with the event that the gateway would send for their verified ID token.
 */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { proxyEvent } from '../gateway/event.ts';
import { readFunctionAnswer } from '../gateway/function-answer.ts';
import { findRoute } from '../gateway/routes.ts';
import { newTraceId } from '../gateway/trace-id.ts';
import type { Functions } from '../lambda/start-functions.ts';
import type { StackModel } from '../model.ts';
import type { TaskAnswer, TaskCaller } from './task-caller.ts';

export interface TokenOwner {
  sub: string;
  username: string;
  /** Further claims of the ID token, as the authorizer passes them. */
  claims?: Record<string, string>;
}

/** @throws Error if the stack has no such API */
export function createProfileCaller(
  model: StackModel,
  functions: Pick<Functions, 'invoke'>,
  person: TokenOwner,
): TaskCaller {
  const api = model.apis.find(({ name }) => name === 'ProfileAPI');
  if (!api) throw new Error('The stack has no ProfileAPI');
  const claims = {
    sub: person.sub,
    token_use: 'id',
    'cognito:username': person.username,
    ...person.claims,
  };
  return async (method, target, body): Promise<TaskAnswer> => {
    const [path = ''] = target.split('?');
    const match = findRoute(api, method, path);
    if (match?.route.integration.kind !== 'lambda') throw new Error(`ProfileAPI has no ${method} ${path}`);
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const event = proxyEvent({
      request: {
        method,
        target: `/${api.id}/${api.stage}${target}`,
        rawHeaders: ['Host', 'localhost', 'Content-Type', 'application/json'],
        body: Buffer.from(text),
        remoteAddress: '127.0.0.1',
      },
      ...{ model, api, match, path, claims, caller: null },
      requestId: randomUUID(),
      traceId: newTraceId(Date.now()),
      at: Date.now(),
    });
    const given = await functions.invoke(match.route.integration.functionArn, event);
    const answer = readFunctionAnswer(given, {});
    if (!answer) throw new Error(`ProfileAPI ${method} failed: ${JSON.stringify(given)}`);
    return { status: answer.status, body: v.parse(v.pipe(v.string(), v.parseJson()), answer.body) };
  };
}

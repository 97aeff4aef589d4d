/**
 * Calls TasksAPI's function for one owner with the event that the gateway would send: no HTTP, no signature, the same
 * code.
 */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { userPoolProvider } from '../../../contract/configuration.ts';
import { proxyEvent } from '../gateway/event.ts';
import { readFunctionAnswer } from '../gateway/function-answer.ts';
import { findRoute } from '../gateway/routes.ts';
import { newTraceId } from '../gateway/trace-id.ts';
import type { Functions } from '../lambda/start-functions.ts';
import type { Api, StackModel } from '../model.ts';

/** The status, and the body as JSON. */
export interface TaskAnswer {
  status: number;
  body: unknown;
}

/**
 * @param target path and query, such as `/tasks?cursor=…`
 * @throws Error if the function itself failed
 */
export type TaskCaller = (method: string, target: string, body?: unknown) => Promise<TaskAnswer>;

/** @param apiName default: `TasksAPI`; `ProjectsAPI` answers in the same way */
export function createTaskCaller(
  model: StackModel,
  functions: Pick<Functions, 'invoke'>,
  owner: string,
  apiName = 'TasksAPI',
): TaskCaller {
  const api = model.apis.find((one) => one.name === apiName);
  if (!api) throw new Error(`The stack has no ${apiName}`);
  return async (method, target, body) => {
    const { event, functionArn } = eventFor(model, api, owner, method, target, body);
    const given = await functions.invoke(functionArn, event);
    const answer = readFunctionAnswer(given, {});
    if (!answer) throw new Error(`${apiName} ${method} failed: ${JSON.stringify(given)}`);
    return { status: answer.status, body: v.parse(v.pipe(v.string(), v.parseJson()), answer.body) };
  };
}

function eventFor(model: StackModel, api: Api, owner: string, method: string, target: string, body: unknown) {
  const [path = ''] = target.split('?');
  const match = findRoute(api, method, path);
  if (match?.route.integration.kind !== 'lambda') throw new Error(`${api.name} has no ${method} ${path}`);
  const login = { provider: userPoolProvider(model.userPool.id), sub: owner };
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const event = proxyEvent({
    request: {
      method,
      target: `/${api.id}/${api.stage}${target}`,
      rawHeaders: ['Host', 'localhost', 'Content-Type', 'application/json'],
      body: Buffer.from(text),
      remoteAddress: '127.0.0.1',
    },
    model,
    api,
    match,
    path,
    caller: {
      credentials: {
        accessKeyId: 'ASIASEED',
        secretAccessKey: '',
        sessionToken: '',
        expiresAt: 0,
        roleArn: model.identityRoles.authenticated,
        identityId: `${model.region}:${owner}`,
        login,
      },
      arn: model.identityRoles.authenticated,
    },
    claims: null,
    requestId: randomUUID(),
    traceId: newTraceId(Date.now()),
    at: Date.now(),
  });
  return { event, functionArn: match.route.integration.functionArn };
}

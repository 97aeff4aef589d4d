/** A gateway on its own, over HTTP, with the stack's model (or a changed one) and a function of the test's. */
import { setTimeout as delay } from 'node:timers/promises';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { AwsClient } from 'aws4fetch';
import { createClock } from '../../../../src/cloud/local/clock.ts';
import { createGateway } from '../../../../src/cloud/local/gateway/gateway.ts';
import {
  createCredentialStore,
  type IssuedCredentials,
} from '../../../../src/cloud/local/identity-pool/credentials.ts';
import { mayInvoke } from '../../../../src/cloud/local/lambda/permission.ts';
import type { Api, StackModel } from '../../../../src/cloud/local/model.ts';
import { openRecords } from '../../../../src/cloud/local/records/records.ts';
import { startHttpServer } from '../../../../src/cloud/local/server/http-server.ts';
import {
  makeSigningKey,
  readSigningKey,
  type SigningKey,
} from '../../../../src/cloud/local/user-pool/tokens/signing-key.ts';
import { readModel } from '../../backend/backend.ts';
import { type Answered, read } from '../local-world.ts';

export interface LoneGateway {
  model: StackModel;
  /** A signed-in user's credentials, which sign `call`. */
  issued: IssuedCredentials;
  /** The user pool's. */
  key: SigningKey;
  issuer: string;
  /** The events that the function got so far. */
  events: APIGatewayProxyEvent[];
  /** The internal errors so far. */
  reports: unknown[];
  /** Sets the gateway's clock forward. */
  advance(ms: number): void;
  /** Address of a route of an API, TasksAPI unless named. */
  address(path: string, apiName?: string): string;
  /** A signed call of TasksAPI; `aws` changes how it is signed. */
  call(path: string, init?: Parameters<AwsClient['fetch']>[1]): Promise<Answered>;
  /** A call of ProfileAPI with this token. */
  callWithToken(token: string | null, path?: string): Promise<Answered>;
  close(): Promise<void>;
}

/** One for all, because making one takes its time. */
let key: Promise<SigningKey> | undefined;

export async function openGateway(
  options: {
    answer?: (event: APIGatewayProxyEvent) => unknown;
    change?: (model: StackModel) => StackModel;
    patienceMs?: number;
  } = {},
): Promise<LoneGateway> {
  const { answer = () => ({ statusCode: 200, body: '{}' }), change = (same) => same } = options;
  let ahead = 0;
  const clock = createClock(() => Date.now() + ahead);
  const credentials = await createCredentialStore(await openRecords(null), clock, {});
  const model = change(await readModel());
  key ??= makeSigningKey().then(readSigningKey);
  const issuer = `https://cognito-idp.${model.region}.amazonaws.com/${model.userPool.id}`;
  const events: APIGatewayProxyEvent[] = [];
  const reports: unknown[] = [];
  const gateway = createGateway({
    ...{ model, credentials, clock },
    issuers: new Map([[model.userPool.arn, { issuer, key: await key }]]),
    call: async (functionArn, given, { invoker, timeoutMs = 0 }) => {
      const definition = model.functions.get(functionArn);
      if (!definition || !mayInvoke(definition, invoker)) return { kind: 'denied' };
      const event = given as APIGatewayProxyEvent; // the gateway's own
      events.push(event);
      const result = await Promise.race([answer(event), delay(timeoutMs, late, { ref: false })]);
      if (result === late) return { kind: 'late' };
      const failed = typeof result === 'object' && result !== null && 'errorType' in result;
      const failure = { errorType: 'Error', errorMessage: 'secret detail' };
      return failed ? { kind: 'failed', failure } : { kind: 'answered', result };
    },
    ...(options.patienceMs ? { patienceMs: options.patienceMs } : {}),
  });
  const server = await startHttpServer({
    ...{ port: 0, clock, report: (error: unknown) => reports.push(error) },
    handle: async (request) => {
      const received = gateway.receive(request);
      if (!received) throw new Error('not an API');
      return 'run' in received ? received.run() : received;
    },
  });
  const login = { provider: issuer.replace('https://', ''), sub: 'somebody' };
  const roleArn = model.identityRoles.authenticated;
  const issued = await credentials.issue({ roleArn, identityId: 'us-east-1:me', login });
  const client = new AwsClient({ ...issued, region: model.region, service: 'execute-api', retries: 0 });
  const address = (path: string, apiName = 'TasksAPI') => {
    const api = model.apis.find(({ name }) => name === apiName);
    return `http://127.0.0.1:${server.port}/${api?.id}/${api?.stage}${path}`;
  };
  return {
    ...{ model, issued, key: await key, issuer, events, reports, address },
    advance: (ms) => {
      ahead += ms;
    },
    call: async (path, init) => read(await client.fetch(address(path), init)),
    callWithToken: async (token, path = '/profile') => {
      const init = token === null ? {} : { headers: { authorization: token } };
      return read(await fetch(address(path, 'ProfileAPI'), init));
    },
    close: server.close,
  };
}

/** Marks a function that does not answer in time. */
const late = Symbol('late');

/** The model with each of its APIs changed. */
export const changeApis =
  (change: (api: Api) => Partial<Api>) =>
  (model: StackModel): StackModel => ({
    ...model,
    apis: model.apis.map((api) => ({ ...api, ...change(api) })),
  });

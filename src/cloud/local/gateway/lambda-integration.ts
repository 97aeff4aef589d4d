/** A Lambda proxy integration: the function gets the request as an event, and its answer is the answer. */
import type { Functions } from '../lambda/start-functions.ts';
import type { HttpAnswer } from '../server/http.ts';
import { wantsBinary } from './binary.ts';
import { type AdmittedRequest, proxyEvent } from './event.ts';
import { readFunctionAnswer } from './function-answer.ts';
import { GatewayError, internalError, tooLong } from './gateway-response.ts';

/** API Gateway's limit on a function's time, ms. */
const defaultPatienceMs = 29_000;
/** Lambda's limit on an event, bytes. */
const longestEvent = 6 * 1024 * 1024;

/**
 * @param ids headers that identify the request
 * @throws GatewayError for a function that may not be called, fails, is late, or answers in another shape
 */
export async function callFunction(
  { call, patienceMs = defaultPatienceMs }: { call: Functions['call']; patienceMs?: number },
  functionArn: string,
  admitted: AdmittedRequest,
  ids: Record<string, string>,
): Promise<HttpAnswer> {
  const { api, match, model } = admitted;
  const event = proxyEvent(admitted);
  if (Buffer.byteLength(JSON.stringify(event)) > longestEvent) return tooLong(ids);
  const method = `${api.id}/${api.stage}/${admitted.request.method}${match.route.path}`;
  const sourceArn = `arn:aws:execute-api:${model.region}:${model.account}:${method}`;
  const invoker = { service: 'apigateway.amazonaws.com', sourceArn };
  const invocation = await call(functionArn, event, { invoker, timeoutMs: patienceMs });
  switch (invocation.kind) {
    case 'denied':
      // AWS writes "Invalid permissions on Lambda function" to the log only.
      throw new GatewayError('API_CONFIGURATION_ERROR', internalError(500));
    case 'late':
      throw new GatewayError('INTEGRATION_TIMEOUT', internalError(504, 'Endpoint request timed out'));
    case 'failed':
      throw new GatewayError('INTEGRATION_FAILURE', internalError(502));
    case 'answered': {
      const sent = { ...ids, 'x-amzn-trace-id': admitted.traceId };
      const answer = readFunctionAnswer(invocation.result, sent, wantsBinary(api, admitted.request));
      if (answer) return answer;
      throw new GatewayError('INTEGRATION_FAILURE', internalError(502));
    }
  }
}

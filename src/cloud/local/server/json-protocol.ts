/** AWS's JSON protocol 1.1 of the two Cognito services: `POST /`, with the operation in `X-Amz-Target`. */
import { randomUUID } from 'node:crypto';
import type { Call } from '../control/calls.ts';
import { headerValues } from '../sigv4/request.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import type { Operation, Service } from './operation.ts';
import { ServiceError } from './service-error.ts';

/** The real endpoints' CORS headers. They allow any origin: an extension calls them without host permissions. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};
const allowedHeaders = [
  ...[
    'authorization',
    'cache-control',
    'content-type',
    'user-agent',
    'amz-sdk-invocation-id',
    'amz-sdk-request',
  ],
  ...['x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token', 'x-amz-target', 'x-amz-user-agent'],
];

export const preflight: HttpAnswer = {
  status: 200,
  headers: {
    ...cors,
    'access-control-allow-headers': allowedHeaders.join(','),
    'access-control-allow-methods': 'POST',
    'access-control-max-age': '172800',
  },
  body: '',
};

/** Target prefix of a service → the service. */
export type Services = Readonly<Record<string, Service>>;

/** The call of a request. An unknown operation is a call too, and is refused by name. */
export function jsonCall(request: HttpRequest, services: Services): Call {
  const [target = ''] = headerValues(request, 'x-amz-target');
  const [prefix = '', operationName = ''] = target.split('.');
  const service = Object.hasOwn(services, prefix) ? services[prefix] : undefined;
  const operation = service?.operations.get(operationName);
  return {
    name: service && operation ? `${service.name}.${operationName}` : 'unknown operation',
    run: () => {
      const requireAdmin = service?.admin?.operations.has(operationName) ? service.admin.require : () => {};
      return run(request, operation, target, requireAdmin);
    },
    fail: (status, type) => failure(new ServiceError(type, 'The local cloud was told to fail.', status)),
  };
}

async function run(
  request: HttpRequest,
  operation: Operation | undefined,
  target: string,
  requireAdmin: (request: HttpRequest) => void,
): Promise<HttpAnswer> {
  try {
    if (!operation) {
      const asked = target === '' ? 'A request without X-Amz-Target' : target;
      throw new ServiceError('UnknownOperationException', `${asked} is not offered by the local cloud.`);
    }
    requireAdmin(request);
    return answer(200, await operation(parseBody(request)));
  } catch (error) {
    if (error instanceof ServiceError) return failure(error);
    throw error;
  }
}

function parseBody({ body, bodyTooLong }: HttpRequest): unknown {
  if (bodyTooLong) throw new ServiceError('RequestEntityTooLargeException', 'Request Too Long', 413);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON in UTF-8.');
  }
}

const failure = ({ type, message, status }: ServiceError): HttpAnswer =>
  answer(
    status,
    { __type: type, message },
    { 'x-amzn-errortype': `${type}:`, 'x-amzn-errormessage': headerText(message) },
  );

const headerText = (message: string) => message.replace(/[^\x20-\x7e]/g, ' ').trim();

const answer = (status: number, value: object, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: {
    ...cors,
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
    ...headers,
  },
  body: JSON.stringify(value),
});

/** The gateway's own answers, in the form of the template's GatewayResponse resources. */
import type { Api } from '../model.ts';
import type { HttpAnswer } from '../server/http.ts';
import { ServiceError } from '../server/service-error.ts';

/**
 * The types that our kinds of routes can produce.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export type ResponseType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'EXPIRED_TOKEN'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_SIGNATURE'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'THROTTLED'
  | 'UNAUTHORIZED';

/** An error of the gateway itself. */
export class GatewayError extends ServiceError {
  readonly responseType: ResponseType;

  constructor(responseType: ResponseType, error: Pick<ServiceError, 'type' | 'message' | 'status'>) {
    super(error.type, error.message, error.status);
    this.responseType = responseType;
  }
}

export function gatewayAnswer(api: Api, error: GatewayError, ids: Record<string, string>): HttpAnswer {
  const fallback = error.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const response = api.gatewayResponses.get(error.responseType) ?? api.gatewayResponses.get(fallback);
  const template = response?.templates['application/json'];
  return {
    status: response?.statusCode ? Number(response.statusCode) : error.status,
    headers: {
      'content-type': 'application/json',
      ...ids,
      'x-amzn-errortype': error.type,
      ...response?.headers,
    },
    body: template === undefined ? defaultBody(error) : fill(template, api, error, ids),
  };
}

/** The caller learns nothing about a fault behind the gateway. */
export const internalError = (status: 500 | 502 | 504, message = 'Internal server error') => ({
  ...{ type: 'InternalServerErrorException', message, status },
});

/** The only answer that a GatewayResponse cannot change, as on AWS. */
export const tooLong = (ids: Record<string, string>): HttpAnswer => ({
  status: 413,
  headers: { 'content-type': 'application/json', ...ids, 'x-amzn-errortype': 'RequestTooLargeException' },
  body: JSON.stringify({ message: 'Request Too Long' }),
});

/** An unknown stage has no responses of its own. */
export const forbidden = (ids: Record<string, string>): HttpAnswer => ({
  status: 403,
  headers: { 'content-type': 'application/json', ...ids, 'x-amzn-errortype': 'ForbiddenException' },
  body: JSON.stringify({ message: 'Forbidden' }),
});

/** IAM's refusals have `Message` with a capital M, all others `message`. */
const defaultBody = ({ responseType, message }: GatewayError) =>
  JSON.stringify(responseType === 'ACCESS_DENIED' ? { Message: message } : { message });

/** @throws Error for a variable without a value in the local cloud */
function fill(template: string, api: Api, error: GatewayError, ids: Record<string, string>): string {
  const values: Record<string, string> = {
    '$context.apiId': api.id,
    '$context.error.message': error.message,
    '$context.error.messageString': JSON.stringify(error.message),
    '$context.error.responseType': error.responseType,
    '$context.extendedRequestId': ids['x-amz-apigw-id'] ?? '',
    '$context.requestId': ids['x-amzn-requestid'] ?? '',
    '$context.stage': api.stage,
  };
  return template.replace(/\$[\w.]+/g, (variable) => {
    const value = Object.hasOwn(values, variable) ? values[variable] : undefined;
    if (value === undefined)
      throw new Error(`A GatewayResponse template uses ${variable}, which is not supported.`);
    return value;
  });
}

import type { Route } from '../model.ts';
import { readHeaders } from './headers.ts';
import { type JsonObject, listAt, objectAt, stringAt, UnsupportedTemplate } from './template.ts';

/** The integration of a route: a function, or an answer of the gateway itself. */
export function readIntegration(integration: JsonObject, where: string): Route['integration'] {
  const { Type, Uri } = integration;
  if (Type === 'AWS_PROXY') return { kind: 'lambda', functionArn: functionOf(stringAt(Uri, where), where) };
  if (Type === 'MOCK') return readMock(integration, where);
  throw new UnsupportedTemplate(where, `an integration of type ${JSON.stringify(Type)}`);
}

/** Reads `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations`. */
function functionOf(uri: string, where: string): string {
  const arn = /:lambda:path\/2015-03-31\/functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1];
  if (!arn) throw new UnsupportedTemplate(where, `the integration ${uri}`);
  return arn;
}

/** A CORS preflight: one status, fixed headers. The status in the request template is ignored. */
function readMock(integration: JsonObject, where: string): Route['integration'] {
  const responses = listAt(integration.IntegrationResponses, where);
  const [only] = responses;
  if (responses.length !== 1)
    throw new UnsupportedTemplate(where, 'a mock integration without exactly one response');
  const { StatusCode, ResponseParameters = {} } = objectAt(only, where);
  return {
    kind: 'mock',
    statusCode: Number(stringAt(StatusCode, where)),
    headers: readHeaders(ResponseParameters, 'method.response.header.', where),
  };
}

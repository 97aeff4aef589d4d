import type { Api, Route } from '../model.ts';
import { readAuthorizer } from './authorizers.ts';
import { readHeaders } from './headers.ts';
import { rootResourceId } from './identifiers.ts';
import { readIntegration } from './integrations.ts';
import { byRef, type ResolvedResource, type Resources } from './resources.ts';
import { listAt, objectAt, stringAt, UnsupportedTemplate } from './template.ts';
import { readThrottling } from './throttling.ts';

export function readApis(resources: Resources): Api[] {
  return resources.all('AWS::ApiGateway::RestApi').map((api): Api => {
    const ofThis = (type: string) =>
      resources.all(type).filter((one) => one.properties.RestApiId === api.physicalId);
    const stages = ofThis('AWS::ApiGateway::Stage');
    const [stage] = stages;
    if (!stage || stages.length > 1)
      throw new UnsupportedTemplate(api.logicalId, 'an API without exactly one stage');
    const parts: RouteParts = {
      pathOf: readPaths(api, ofThis('AWS::ApiGateway::Resource')),
      authorizers: ofThis('AWS::ApiGateway::Authorizer'),
      throttleOf: readThrottling(stage),
    };
    return {
      id: api.physicalId,
      name: stringAt(api.properties.Name, `${api.logicalId}.Name`),
      stage: stringAt(stage.properties.StageName, `${stage.logicalId}.StageName`),
      routes: ofThis('AWS::ApiGateway::Method').map((method) => readRoute(method, parts)),
      binaryMediaTypes: listAt(api.properties.BinaryMediaTypes, `${api.logicalId}.BinaryMediaTypes`).map(
        (type) => stringAt(type, `${api.logicalId}.BinaryMediaTypes`).toLowerCase(),
      ),
      gatewayResponses: new Map(ofThis('AWS::ApiGateway::GatewayResponse').map(readGatewayResponse)),
    };
  });
}

/** Path of each resource by its id. */
function readPaths(
  api: ResolvedResource,
  resources: ResolvedResource[],
): (id: unknown, where: string) => string {
  const root = rootResourceId(api.physicalId);
  return function pathOf(id, where): string {
    if (id === root) return '';
    const resource = byRef(resources, id, where);
    const { ParentId, PathPart } = resource.properties;
    return `${pathOf(ParentId, resource.logicalId)}/${stringAt(PathPart, `${resource.logicalId}.PathPart`)}`;
  };
}

/** The parts of an API that are needed to read a route. */
interface RouteParts {
  pathOf: ReturnType<typeof readPaths>;
  authorizers: ResolvedResource[];
  throttleOf: ReturnType<typeof readThrottling>;
}

function readRoute(method: ResolvedResource, { pathOf, authorizers, throttleOf }: RouteParts): Route {
  const { logicalId, properties } = method;
  const authorization = properties.AuthorizationType;
  if (authorization !== 'AWS_IAM' && authorization !== 'COGNITO_USER_POOLS' && authorization !== 'NONE') {
    throw new UnsupportedTemplate(logicalId, `the authorization type ${JSON.stringify(authorization)}`);
  }
  const httpMethod = stringAt(properties.HttpMethod, `${logicalId}.HttpMethod`);
  const path = pathOf(properties.ResourceId, logicalId) || '/';
  return {
    method: httpMethod,
    path,
    authorization,
    authorizer:
      authorization === 'COGNITO_USER_POOLS'
        ? readAuthorizer(authorizers, properties.AuthorizerId, logicalId)
        : null,
    throttle: throttleOf(httpMethod, path),
    integration: readIntegration(objectAt(properties.Integration, `${logicalId}.Integration`), logicalId),
  };
}

type GatewayResponse = Api['gatewayResponses'] extends ReadonlyMap<string, infer R> ? R : never;

function readGatewayResponse({ logicalId, properties }: ResolvedResource): [string, GatewayResponse] {
  const { ResponseType, StatusCode, ResponseParameters = {}, ResponseTemplates = {} } = properties;
  const templates = Object.entries(objectAt(ResponseTemplates, logicalId)).map(
    ([type, template]) => [type, stringAt(template, `${logicalId}.${type}`)] as const,
  );
  return [
    stringAt(ResponseType, `${logicalId}.ResponseType`),
    {
      statusCode: StatusCode === undefined ? null : stringAt(StatusCode, `${logicalId}.StatusCode`),
      headers: readHeaders(ResponseParameters, 'gatewayresponse.header.', logicalId),
      templates: Object.fromEntries(templates),
    },
  ];
}

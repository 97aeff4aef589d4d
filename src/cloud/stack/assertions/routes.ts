/** Rules for routes: an open route must be listed here. */
import { pointedAt, type Resource, type Rule, resourcesOf, type Template } from './template.ts';

/** Routes that are open to everybody, without a signature or a token. */
const open = new Set(['ProfileAPI GET /health', 'ProfileAPI GET /confirm']);

const wanted: Record<string, string> = {
  TasksAPI: 'AWS_IAM',
  ProjectsAPI: 'AWS_IAM',
  ProfileAPI: 'COGNITO_USER_POOLS',
};

export const routesAreGuarded: Rule = (template) =>
  resourcesOf(template, 'AWS::ApiGateway::Method').flatMap((method) => {
    const { api, route } = routeOf(template, method);
    const { AuthorizationType: given, AuthorizerId } = method.properties;
    const right = isOpen(`${api} ${route}`) ? 'NONE' : wanted[api];
    if (right === undefined) return [`${api} ${route}: nobody has said how this API is guarded.`];
    if (given !== right) return [`${api} ${route}: AuthorizationType is ${String(given)}, not ${right}.`];
    if (right === 'COGNITO_USER_POOLS' && pointedAt(AuthorizerId) === null)
      return [`${api} ${route}: there is no authorizer.`];
    return [];
  });

/** Tokens of other app clients of the same pool must be refused. */
export const authorizersNameTheClient: Rule = (template) =>
  resourcesOf(template, 'AWS::ApiGateway::Authorizer').flatMap(({ id, properties }) => [
    ...(properties.Type === 'COGNITO_USER_POOLS' ? [] : [`${id}: Type is not COGNITO_USER_POOLS.`]),
    ...(properties.IdentityValidationExpression ? [] : [`${id}: IdentityValidationExpression is missing.`]),
  ]);

// A browser's preflight has neither a signature nor a token.
const isOpen = (route: string) => open.has(route) || / OPTIONS \//.test(route);

function routeOf(template: Template, { properties }: Resource): { api: string; route: string } {
  const api = pointedAt(properties.RestApiId) ?? '';
  const name = template.Resources[api]?.Properties.Name;
  const path = pathOf(template, properties.ResourceId);
  return { api: String(name), route: `${String(properties.HttpMethod)} ${path || '/'}` };
}

function pathOf(template: Template, resourceId: unknown): string {
  const resource = template.Resources[pointedAt(resourceId) ?? ''];
  // The parent of the first resource is the API itself.
  if (resource?.Type !== 'AWS::ApiGateway::Resource') return '';
  const { ParentId, PathPart } = resource.Properties;
  return `${pathOf(template, ParentId)}/${String(PathPart)}`;
}

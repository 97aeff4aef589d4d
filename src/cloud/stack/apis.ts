import { Duration, type Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type CfnAuthorizer,
  CognitoUserPoolsAuthorizer,
  Cors,
  EndpointType,
  type IResource,
  LambdaIntegration,
  type MethodOptions,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { exposedHeaders } from '../handlers/http/cors.ts';
import type { AccessLogs } from './access-logs.ts';
import type { Functions } from './functions.ts';
import type { UserPoolParts } from './user-pool.ts';

export const stageName = 'prod';

/**
 * An API's address, without a trailing slash. The stage's own address would depend on the routes, and these on the user
 * pool. The user pool itself needs the address, so it is built from the API's id.
 */
export const endpointOf = (stack: Stack, api: RestApi): string =>
  `https://${api.restApiId}.execute-api.${stack.region}.${stack.urlSuffix}/${stageName}`;

export interface Apis {
  tasks: RestApi;
  projects: RestApi;
  profile: RestApi;
}

/** Headers that a SigV4 signer sends. A browser asks for each of them in its preflight. */
const signedHeaders = [
  'Content-Type',
  'Authorization',
  'X-Amz-Date',
  'X-Amz-Security-Token',
  'X-Amz-Content-Sha256',
];

const tokenHeaders = ['Content-Type', 'Authorization'];

/** The authorization of a route, and the headers that a browser sends. */
interface Guard {
  method: MethodOptions;
  headers: string[];
}

const signed: Guard = { method: { authorizationType: AuthorizationType.IAM }, headers: signedHeaders };
const open: Guard = { method: { authorizationType: AuthorizationType.NONE }, headers: tokenHeaders };

/**
 * Makes the APIs. TasksAPI and ProjectsAPI take signed calls, ProfileAPI takes the ID token. Each route is named, and
 * each answer is readable across origins. Two routes of ProfileAPI are open: the page of the confirmation mail, and the
 * health check.
 */
export function createApis(
  stack: Stack,
  parts: UserPoolParts & { functions: Functions; accessLogs: AccessLogs },
): Apis {
  const { functions, accessLogs } = parts;
  const tasks = createApi(stack, 'TasksAPI', accessLogs);
  const all = tasks.root.addResource('tasks');
  addRoutes(all, ['GET', 'POST'], functions.tasks, signed);
  addRoutes(all.addResource('{taskId}'), ['PUT', 'DELETE'], functions.tasks, signed);

  const projects = createApi(stack, 'ProjectsAPI', accessLogs);
  addRoutes(projects.root.addResource('projects'), ['GET'], functions.projects, signed);

  const profile = createApi(stack, 'ProfileAPI', accessLogs, [
    '/confirm/GET',
    '/health/GET',
    '/admin/users/GET',
  ]);
  const ofUsers: Guard = { method: tokenMethod(stack, parts), headers: tokenHeaders };
  addRoutes(profile.root.addResource('profile'), ['GET', 'PUT', 'DELETE'], functions.profile, ofUsers);
  addRoutes(profile.root.addResource('admin').addResource('users'), ['GET'], functions.profile, ofUsers);
  addRoutes(profile.root.addResource('confirm'), ['GET'], functions.profile, open);
  addRoutes(profile.root.addResource('health'), ['GET'], functions.profile, open);
  return { tasks, projects, profile };
}

/**
 * The authorizer accepts ID tokens of our own app client only, not of other clients of the same pool.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
function tokenMethod(stack: Stack, { pool, client }: UserPoolParts): MethodOptions {
  const authorizer = new CognitoUserPoolsAuthorizer(stack, 'ProfileAuthorizer', {
    cognitoUserPools: [pool],
    // An expired token is refused at once; checking a token costs no call.
    resultsCacheTtl: Duration.seconds(0),
  });
  const resource = authorizer.node.defaultChild as CfnAuthorizer; // the construct makes exactly this one
  resource.identityValidationExpression = `^${client.userPoolClientId}$`;
  return { authorizationType: AuthorizationType.COGNITO, authorizer };
}

/** Limits of one method, for all callers together: calls a second, and calls at once. People stay far below them. */
const usual = { throttlingRateLimit: 500, throttlingBurstLimit: 2000 };
/** Limits of open routes, and of routes that read a whole table. */
const tight = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };

function createApi(
  stack: Stack,
  name: string,
  { account, ...accessLogs }: AccessLogs,
  tightRoutes: string[] = [],
): RestApi {
  const api = new RestApi(stack, name, {
    restApiName: name,
    endpointTypes: [EndpointType.REGIONAL],
    deployOptions: {
      stageName,
      ...accessLogs,
      ...usual,
      methodOptions: Object.fromEntries(tightRoutes.map((route) => [route, tight])),
    },
    cloudWatchRole: false,
  });
  if (account) api.deploymentStage.node.addDependency(account);
  // The gateway's own answers (for a wrong signature, an unknown route) reach the page only with these headers.
  for (const [id, type] of [
    ['Default4xx', ResponseType.DEFAULT_4XX],
    ['Default5xx', ResponseType.DEFAULT_5XX],
  ] as const) {
    api.addGatewayResponse(id, {
      type,
      responseHeaders: {
        'Access-Control-Allow-Origin': "'*'",
        'Access-Control-Expose-Headers': `'${exposedHeaders.join(',')}'`,
      },
    });
  }
  return api;
}

function addRoutes(resource: IResource, methods: string[], target: IFunction, guard: Guard): void {
  const integration = new LambdaIntegration(target, { allowTestInvoke: false });
  for (const method of methods) {
    resource.addMethod(method, integration, guard.method);
  }
  resource.addCorsPreflight({
    allowOrigins: Cors.ALL_ORIGINS,
    allowMethods: methods,
    allowHeaders: guard.headers,
    exposeHeaders: [...exposedHeaders],
    maxAge: Duration.hours(1),
  });
}

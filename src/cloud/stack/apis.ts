import { Duration, type Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  Cors,
  EndpointType,
  type IResource,
  LambdaIntegration,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { exposedHeaders } from '../handlers/cors.ts';
import type { Functions } from './functions.ts';

export const stageName = 'prod';

export interface Apis {
  tasks: RestApi;
  projects: RestApi;
}

/** What a SigV4 signer sends along; a browser asks leave for each of them before it does. */
const signedHeaders = [
  'Content-Type',
  'Authorization',
  'X-Amz-Date',
  'X-Amz-Security-Token',
  'X-Amz-Content-Sha256',
];

/** TasksAPI and ProjectsAPI: each route by name, each call signed, each answer readable across origins. */
export function createApis(stack: Stack, functions: Functions): Apis {
  const tasks = createApi(stack, 'TasksAPI');
  const all = tasks.root.addResource('tasks');
  addRoutes(all, ['GET', 'POST'], functions.tasks);
  addRoutes(all.addResource('{taskId}'), ['PUT', 'DELETE'], functions.tasks);

  const projects = createApi(stack, 'ProjectsAPI');
  addRoutes(projects.root.addResource('projects'), ['GET'], functions.projects);
  return { tasks, projects };
}

function createApi(stack: Stack, name: string): RestApi {
  const api = new RestApi(stack, name, {
    restApiName: name,
    endpointTypes: [EndpointType.REGIONAL],
    deployOptions: { stageName },
    cloudWatchRole: false,
  });
  // What the gateway itself answers (a wrong signature, an unknown route) reaches the page only with these headers.
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

function addRoutes(resource: IResource, methods: string[], target: IFunction): void {
  const integration = new LambdaIntegration(target, { allowTestInvoke: false });
  for (const method of methods) {
    resource.addMethod(method, integration, { authorizationType: AuthorizationType.IAM });
  }
  resource.addCorsPreflight({
    allowOrigins: Cors.ALL_ORIGINS,
    allowMethods: methods,
    allowHeaders: signedHeaders,
    exposeHeaders: [...exposedHeaders],
    maxAge: Duration.hours(1),
  });
}

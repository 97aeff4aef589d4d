import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnIdentityPool, CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { PolicyDocument, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { type Apis, stageName } from './apis.ts';
import type { StackOptions } from './options.ts';
import type { UserPoolParts } from './user-pool.ts';

/** Makes the identity pool with its two roles: guests read the projects; signed-in people have their tasks too. */
export function createIdentityPool(
  stack: Stack,
  { classicFlow }: StackOptions,
  parts: UserPoolParts & { apis: Apis },
): CfnIdentityPool {
  const pool = new CfnIdentityPool(stack, 'IdentityPool', {
    allowUnauthenticatedIdentities: true,
    // Needed only if AWS's session policy blocks guests of the enhanced flow: docs/deploy.md.
    allowClassicFlow: classicFlow === 'on',
    cognitoIdentityProviders: [
      {
        clientId: parts.client.userPoolClientId,
        providerName: parts.pool.userPoolProviderName,
        // A revoked token gets no new credentials.
        serverSideTokenCheck: true,
      },
    ],
  });
  // The pool has people's identity ids: another pool would give them new ones.
  pool.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const { tasks, projects } = parts.apis;
  const readProjects = [route(projects, 'GET', '/projects')];
  const guest = createRole(stack, 'GuestRole', pool, 'unauthenticated', readProjects);
  const signedIn = createRole(stack, 'SignedInRole', pool, 'authenticated', [
    ...readProjects,
    route(tasks, 'GET', '/tasks'),
    route(tasks, 'POST', '/tasks'),
    route(tasks, 'PUT', '/tasks/*'),
    route(tasks, 'DELETE', '/tasks/*'),
  ]);
  new CfnIdentityPoolRoleAttachment(stack, 'IdentityPoolRoles', {
    identityPoolId: pool.ref,
    roles: { authenticated: signedIn.roleArn, unauthenticated: guest.roleArn },
  });
  return pool;
}

const route = (api: RestApi, method: string, path: string) => api.arnForExecuteApi(method, path, stageName);

function createRole(
  stack: Stack,
  id: string,
  pool: CfnIdentityPool,
  kind: 'authenticated' | 'unauthenticated',
  routes: string[],
): Role {
  const invoke = new PolicyStatement({ actions: ['execute-api:Invoke'], resources: routes });
  return new Role(stack, id, {
    assumedBy: new WebIdentityPrincipal('cognito-identity.amazonaws.com', {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': pool.ref },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind },
    }),
    inlinePolicies: { CallApis: new PolicyDocument({ statements: [invoke] }) },
  });
}

import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { CfnIdentityPool } from 'aws-cdk-lib/aws-cognito';
import type { UsernameForm } from '../../domain/username.ts';
import { type Apis, endpointOf } from './apis.ts';
import type { StackOptions } from './options.ts';
import { passwordPolicy, type UserPoolParts } from './user-pool.ts';

/** Makes the outputs that the extension's configuration is built from; `configuration-from-outputs.ts` reads them. */
export function createOutputs(
  stack: Stack,
  { requiredAttributes }: StackOptions,
  parts: UserPoolParts & { identityPool: CfnIdentityPool; apis: Apis },
): void {
  const endpoint = (api: RestApi) => endpointOf(stack, api);
  const values = {
    Region: stack.region,
    UserPoolId: parts.pool.userPoolId,
    UserPoolClientId: parts.client.userPoolClientId,
    IdentityPoolId: parts.identityPool.ref,
    TasksEndpoint: endpoint(parts.apis.tasks),
    ProjectsEndpoint: endpoint(parts.apis.projects),
    ProfileEndpoint: endpoint(parts.apis.profile),
    HostedUiDomain: parts.hostedUi,
    PasswordPolicy: JSON.stringify(passwordPolicy),
    Attributes: JSON.stringify({ required: requiredAttributes, fromUsername: ['preferred_username'] }),
    // An e-mail address is an alias here, and Cognito takes none as a username then.
    Usernames: 'name' satisfies UsernameForm,
  };
  for (const [name, value] of Object.entries(values)) new CfnOutput(stack, name, { value });
}

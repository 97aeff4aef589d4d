import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { LambdaFunction } from '../model.ts';

/**
 * The whole environment of a function. It contains nothing of the host's own.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 *
 * @param at.localise replaces the stack's own addresses by those of this machine
 */
export function functionEnvironment(
  definition: LambdaFunction,
  credentials: RoleCredentials,
  at: { region: string; storeUrl: string; localise(value: string): string },
): Record<string, string> {
  const own = Object.entries(definition.environment).map(([name, value]) => [name, at.localise(value)]);
  return {
    ...Object.fromEntries(own),
    AWS_REGION: at.region,
    AWS_DEFAULT_REGION: at.region,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL_DYNAMODB: at.storeUrl,
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    _HANDLER: definition.handler,
    // The deployed runtime is newer than the developer's Node; the SDK would warn of that at every start.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** The synthesised template with every reference resolved. The local cloud runs exactly this. */

export interface StackModel {
  region: string;
  account: string;
  userPool: { id: string; arn: string; properties: Record<string, unknown> };
  userPoolClient: { id: string; properties: Record<string, unknown> };
  /** Properties of each group. */
  userPoolGroups: readonly Record<string, unknown>[];
  /** Properties of each provider that people may sign in with. */
  userPoolProviders: readonly Record<string, unknown>[];
  identityPool: { id: string; properties: Record<string, unknown> };
  /** Role ARNs that the identity pool hands out. */
  identityRoles: { authenticated: string; unauthenticated: string };
  /** By ARN. */
  roles: ReadonlyMap<string, Role>;
  apis: readonly Api[];
  /** By ARN. */
  functions: ReadonlyMap<string, LambdaFunction>;
  tables: readonly Table[];
  outputs: Readonly<Record<string, string>>;
}

export interface Role {
  arn: string;
  name: string;
  /** Inline and attached policy documents, references resolved. */
  policies: readonly PolicyDocument[];
}

export interface PolicyDocument {
  Version?: string;
  Statement: PolicyStatement | PolicyStatement[];
}

export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export interface Api {
  /** The id in the address and in the ARN. */
  id: string;
  /** `Name` of the RestApi, e.g. TasksAPI. */
  name: string;
  stage: string;
  routes: readonly Route[];
  /** Media types with binary bodies, in lower case. One with a star on both sides stands for all of them. */
  binaryMediaTypes: readonly string[];
  /** Headers and template by response type (DEFAULT_4XX, …), from the template's GatewayResponse resources. */
  gatewayResponses: ReadonlyMap<
    string,
    { statusCode: string | null; headers: Record<string, string>; templates: Record<string, string> }
  >;
}

export interface Route {
  /** GET, POST, …, or ANY. */
  method: string;
  /** Resource path with parameters, e.g. `/tasks/{taskId}`; a greedy one ends in `{proxy+}`. */
  path: string;
  authorization: 'AWS_IAM' | 'COGNITO_USER_POOLS' | 'NONE';
  /** The authorizer that checks the token; null unless `authorization` is COGNITO_USER_POOLS. */
  authorizer: TokenAuthorizer | null;
  /** Limits of its calls; null if the stage sets none. */
  throttle: { /** Calls a second. */ rateLimit: number /** Calls at once. */; burstLimit: number } | null;
  integration:
    | { kind: 'lambda'; functionArn: string }
    | { kind: 'mock'; statusCode: number; headers: Record<string, string> };
}

export interface TokenAuthorizer {
  userPoolArns: readonly string[];
  /** Name of the header with the token, in lower case. */
  header: string;
  /** Pattern for the whole of the token's `aud`; null if any is accepted. */
  audience: RegExp | null;
}

export interface LambdaFunction {
  arn: string;
  name: string;
  roleArn: string;
  /** `file.export`. */
  handler: string;
  /** Folder of the synthesised asset that holds the bundle. */
  codeDir: string;
  environment: Readonly<Record<string, string>>;
  timeoutSeconds: number;
  memoryMb: number;
  /** Services that may invoke it; a null source means any resource of the service. */
  permissions: readonly { principal: string; sourceArn: string | null }[];
}

export interface Table {
  name: string;
  arn: string;
  /**
   * Input of CreateTable: KeySchema, AttributeDefinitions, LocalSecondaryIndexes, GlobalSecondaryIndexes, BillingMode.
   */
  definition: Record<string, unknown>;
  /** Attribute with the time to live, epoch seconds. */
  timeToLive: string | null;
}

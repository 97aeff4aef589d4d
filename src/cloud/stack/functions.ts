import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { tasksBySequence } from '../handlers/table-shapes.ts';
import type { Tables } from './tables.ts';

export interface Functions {
  tasks: NodejsFunction;
  projects: NodejsFunction;
  profile: NodejsFunction;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The functions behind the APIs. Each may do what its own code does, on its own rows, and nothing else. */
export function createFunctions(stack: Stack, parts: { tables: Tables; userPool: UserPool }): Functions {
  const { tasks, projects, users } = parts.tables;
  return {
    tasks: createFunction(stack, 'TasksFunction', {
      entry: 'tasks.ts',
      environment: {
        TASKS_TABLE: tasks.tableName,
        PROJECTS_TABLE: projects.tableName,
        USERS_TABLE: users.tableName,
        USER_POOL_PROVIDER: parts.userPool.userPoolProviderName,
      },
      statements: [
        allow('dynamodb:Query', `${tasks.tableArn}/index/${tasksBySequence.name}`),
        allow('dynamodb:GetItem', tasks.tableArn),
        allow('dynamodb:PutItem', tasks.tableArn),
        // A change that changes nothing; the terms.
        allow('dynamodb:ConditionCheckItem', tasks.tableArn, users.tableArn),
        // The owner's sequence; the counters.
        allow('dynamodb:UpdateItem', tasks.tableArn, projects.tableArn),
      ],
    }),
    projects: createFunction(stack, 'ProjectsFunction', {
      entry: 'projects.ts',
      environment: { PROJECTS_TABLE: projects.tableName },
      statements: [allow('dynamodb:Query', projects.tableArn)],
    }),
    profile: createFunction(stack, 'ProfileFunction', {
      entry: 'profile.ts',
      environment: {
        USERS_TABLE: users.tableName,
        TASKS_TABLE: tasks.tableName,
        PROJECTS_TABLE: projects.tableName,
      },
      statements: [
        allow('dynamodb:GetItem', users.tableArn),
        allow('dynamodb:PutItem', users.tableArn),
        // The administrators' list.
        allow('dynamodb:Scan', users.tableArn),
        // Erasing: everything of one owner, and the counters that it was counted in.
        allow('dynamodb:Query', tasks.tableArn),
        allow('dynamodb:DeleteItem', tasks.tableArn, users.tableArn),
        allow('dynamodb:UpdateItem', users.tableArn, projects.tableArn),
      ],
    }),
  };
}

/** A statement that gives one action on these resources. */
export const allow = (action: string, ...resources: string[]) =>
  new PolicyStatement({ actions: [action], resources });

/**
 * A function under a role of its own, which may write its log and do what the statements say.
 *
 * @param made.entry file in `handlers`
 * @param made.timeout default: ten seconds
 */
export function createFunction(
  stack: Stack,
  id: string,
  made: {
    entry: string;
    environment: Record<string, string>;
    statements: PolicyStatement[];
    timeout?: Duration;
  },
): NodejsFunction {
  const logGroup = new LogGroup(stack, `${id}Logs`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const writeLogs = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  const role = new Role(stack, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Work: new PolicyDocument({ statements: [writeLogs, ...made.statements] }) },
  });
  return new NodejsFunction(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    entry: `${root}src/cloud/handlers/${made.entry}`,
    projectRoot: root,
    depsLockFilePath: `${root}package-lock.json`,
    environment: made.environment,
    memorySize: 512,
    timeout: made.timeout ?? Duration.seconds(10),
    logGroup,
    role,
    awsSdkConnectionReuse: false,
    bundling: {
      format: OutputFormat.ESM,
      // Older than the deployed runtime, so that the same bundle runs on a developer's Node.
      target: 'node20',
      mainFields: ['module', 'main'],
      bundleAwsSDK: true,
      minify: true,
      keepNames: true,
      // CommonJS parts of the SDK call require(), which an ES module has to make for itself.
      banner: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}

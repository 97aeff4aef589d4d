import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { tasksBySequence } from '../handlers/tables/table-shapes.ts';
import { bundle } from './bundle.ts';
import type { Tables } from './tables.ts';

export interface Functions {
  tasks: LambdaFunction;
  projects: LambdaFunction;
  profile: LambdaFunction;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Makes the functions of the APIs. Each may only do what its own code does, on its own rows. */
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
        // A change without an effect; the terms.
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
        // Erasing: all rows of one owner, and their counts.
        allow('dynamodb:Query', tasks.tableArn),
        allow('dynamodb:DeleteItem', tasks.tableArn),
        allow('dynamodb:UpdateItem', users.tableArn, projects.tableArn),
      ],
    }),
  };
}

/** A statement that allows one action on these resources. */
export const allow = (action: string, ...resources: string[]) =>
  new PolicyStatement({ actions: [action], resources });

/**
 * Makes a function with its own role. The role may write the function's log, and do what the statements allow.
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
): LambdaFunction {
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
  return new LambdaFunction(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: bundle(root, `src/cloud/handlers/${made.entry}`),
    environment: made.environment,
    memorySize: 512,
    timeout: made.timeout ?? Duration.seconds(10),
    logGroup,
    role,
  });
}

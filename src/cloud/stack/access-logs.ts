/** One line for each request of an API, without personal data. */
import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  CfnAccount,
  LogGroupLogDestination,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { StackOptions } from './options.ts';

/**
 * The variables of a line. None tells who called: no address, no browser, no user or identity id, and the path with its
 * parameters' names instead of the ids in it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const accessLogVariables = [
  'apiId',
  'error.responseType',
  'httpMethod',
  'integration.latency',
  'integration.status',
  'requestId',
  'requestTime',
  'resourcePath',
  'responseLatency',
  'responseLength',
  'stage',
  'status',
] as const;

export type AccessLogs = Pick<StageOptions, 'accessLogDestination' | 'accessLogFormat'> & {
  /** To be there before the first stage. */
  account: CfnAccount | null;
};

/**
 * Makes the log, and the role that API Gateway writes it with. An account has one such role in a region, for the APIs of
 * all its stacks: with `accessLogs=accountRole` the present one stays.
 */
export function createAccessLogs(stack: Stack, { accessLogs }: StackOptions): AccessLogs {
  if (accessLogs === 'off') return { account: null };
  const group = new LogGroup(stack, 'AccessLogs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const line = Object.fromEntries(accessLogVariables.map((name) => [name, `$context.${name}`]));
  return {
    account: accessLogs === 'on' ? createAccount(stack) : null,
    accessLogDestination: new LogGroupLogDestination(group),
    accessLogFormat: AccessLogFormat.custom(JSON.stringify(line)),
  };
}

function createAccount(stack: Stack): CfnAccount {
  const role = new Role(stack, 'GatewayLogsRole', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    inlinePolicies: {
      // The actions of AWS's own AmazonAPIGatewayPushToCloudWatchLogs, in this account and region.
      WriteLogs: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: [
              'logs:CreateLogGroup',
              'logs:CreateLogStream',
              'logs:DescribeLogGroups',
              'logs:DescribeLogStreams',
              'logs:FilterLogEvents',
              'logs:GetLogEvents',
              'logs:PutLogEvents',
            ],
            resources: [stack.formatArn({ service: 'logs', resource: '*' })],
          }),
        ],
      }),
    },
  });
  const account = new CfnAccount(stack, 'GatewayAccount', { cloudWatchRoleArn: role.roleArn });
  // Other APIs of the account may use the role by the time that this stack goes.
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  account.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return account;
}

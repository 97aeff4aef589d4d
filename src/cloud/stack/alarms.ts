/** Tells an operator of faults: at most ten alarms and one dashboard. */
import { Duration, type Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Apis } from './apis.ts';
import type { Functions } from './functions.ts';
import type { StackOptions } from './options.ts';
import type { Tables } from './tables.ts';
import type { UserPoolParts } from './user-pool.ts';

const period = Duration.minutes(5);

interface Watched {
  /** The alarm's name. Its description says what to do. */
  name: string;
  description: string;
  metric: IMetric;
  threshold: number;
  /** Number of breaching periods of five minutes in a row. Default: 1. */
  periods?: number;
  below?: boolean;
}

/** Makes the alarms and the dashboard. Alarms are mailed if the options have an address. */
export function createAlarms(
  stack: Stack,
  { alarmEmail }: StackOptions,
  parts: UserPoolParts & { apis: Apis; functions: Functions; tables: Tables },
): void {
  // The spread lets TypeScript see the names of the object's properties, which an interface hides.
  const apis: RestApi[] = Object.values({ ...parts.apis });
  const functions: IFunction[] = Object.values({ ...parts.functions });
  const tables: TableV2[] = Object.values({ ...parts.tables });
  const errors = functions.map((one) => one.metricErrors({ period }));
  const throttles = functions.map((one) => one.metricThrottles({ period }));
  const tableThrottles = tables.flatMap((table) => [
    tableMetric(table, 'ReadThrottleEvents'),
    tableMetric(table, 'WriteThrottleEvents'),
  ]);
  const signIns = poolMetric(parts, 'SignInSuccesses', Stats.AVERAGE);

  const watched: Watched[] = [
    ...apis.map((api) => ({
      name: `${api.restApiName} answers 5xx`,
      description: 'More than 5 answers in five minutes were failures of ours. Read the functions’ logs.',
      metric: api.metricServerError({ period, statistic: Stats.SUM }),
      threshold: 5,
    })),
    ...apis.map((api) => ({
      name: `${api.restApiName} is slow`,
      description: 'One call in a hundred took over 3 seconds, for a quarter of an hour.',
      metric: api.metricLatency({ period, statistic: Stats.p(99) }),
      threshold: 3000,
      periods: 3,
    })),
    {
      name: 'Functions fail',
      description: 'More than 5 runs in five minutes ended in an error, those of the triggers among them.',
      metric: sumOf(errors, 'Errors of all functions'),
      threshold: 5,
    },
    {
      name: 'Functions are throttled',
      description: 'Calls were turned away: the account’s concurrent executions are used up. Ask for more.',
      metric: sumOf(throttles, 'Throttles of all functions'),
      threshold: 0,
      periods: 2,
    },
    {
      name: 'Tables are throttled',
      description: 'DynamoDB turned requests away for a quarter of an hour: look for a hot key.',
      metric: sumOf(tableThrottles, 'Throttles of all tables'),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'Sign-ins fail',
      description: 'Fewer than half of the sign-ins succeeded for a quarter of an hour.',
      metric: signIns,
      threshold: 0.5,
      periods: 3,
      below: true,
    },
  ];
  const topic = createTopic(stack, alarmEmail);
  for (const one of watched) createAlarm(stack, one, topic);

  new Dashboard(stack, 'Dashboard', {
    dashboardName: stack.stackName,
    widgets: [
      [
        graph(
          'Answers 4xx',
          apis.map((api) => api.metricClientError({ period, label: api.restApiName })),
        ),
        graph(
          'Answers 5xx',
          apis.map((api) => api.metricServerError({ period, label: api.restApiName })),
        ),
        graph(
          'Latency, slowest of a hundred (ms)',
          apis.map((api) => api.metricLatency({ period, statistic: Stats.p(99), label: api.restApiName })),
        ),
      ],
      [
        graph('Errors of functions', errors),
        graph('Throttled functions', throttles),
        graph('Throttled tables', tableThrottles),
      ],
      [
        graph('Sign-ins that succeed', [signIns]),
        graph('Throttled sign-ins', [poolMetric(parts, 'SignInThrottles', Stats.SUM)]),
        graph(
          'Calls',
          apis.map((api) => api.metricCount({ period, label: api.restApiName })),
        ),
      ],
    ],
  });
}

function createTopic(stack: Stack, email: string | undefined): Topic | null {
  if (email === undefined) return null;
  const topic = new Topic(stack, 'AlarmTopic', { displayName: 'Countersign' });
  topic.addSubscription(new EmailSubscription(email));
  return topic;
}

function createAlarm(
  stack: Stack,
  { name, description, metric, threshold, periods = 1, below = false }: Watched,
  topic: Topic | null,
): void {
  const alarm = new Alarm(stack, `Alarm ${name}`, {
    // The name contains the stack's name: one account may have several stacks.
    alarmName: `${stack.stackName}: ${name}`,
    alarmDescription: description,
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: below
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_THRESHOLD,
    // Nobody calls at night, so missing data is no fault.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  if (topic) alarm.addAlarmAction(new SnsAction(topic));
}

function sumOf(metrics: Metric[], label: string): MathExpression {
  const named = metrics.map((metric, at) => [`m${at}`, metric] as const);
  const expression = named.map(([name]) => name).join(' + ');
  return new MathExpression({ expression, usingMetrics: Object.fromEntries(named), label, period });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
const tableMetric = (table: TableV2, metricName: string) =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap: { TableName: table.tableName },
    statistic: Stats.SUM,
    period,
  });

/** https://docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html */
const poolMetric = ({ pool, client }: UserPoolParts, metricName: string, statistic: string) =>
  new Metric({
    namespace: 'AWS/Cognito',
    metricName,
    dimensionsMap: { UserPool: pool.userPoolId, UserPoolClient: client.userPoolClientId },
    statistic,
    period,
  });

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 8 });

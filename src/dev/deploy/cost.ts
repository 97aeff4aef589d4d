/**
 * Estimates the cost of a deployment from AWS's list prices. It helps to decide, and is not an offer: taxes, free tiers
 * and data transfer out of AWS are left out.
 *
 * https://aws.amazon.com/api-gateway/pricing/ https://aws.amazon.com/lambda/pricing/
 * https://aws.amazon.com/cognito/pricing/
 * https://aws.amazon.com/dynamodb/pricing/on-demand/ https://aws.amazon.com/cloudwatch/pricing/
 */
import type { Contents } from './contents.ts';

/** US dollars in us-east-1, as AWS listed them at this time; other regions cost up to twice as much. */
export const prices = {
  asOf: 'end of 2025',
  gatewayRequest: 3.5e-6,
  functionRequest: 0.2e-6,
  /** arm64, one GB for one second. */
  functionGbSecond: 13.3334e-6,
  /** On demand, up to 1 kB; twice as much within a transaction. */
  writeUnit: 0.625e-6,
  /** On demand, up to 4 kB read consistently. */
  readUnit: 0.125e-6,
  logGb: 0.5,
  alarmMonth: 0.1,
  dashboardMonth: 3,
  /** Beyond the first 10,000 users of a month who sign in directly (Essentials). */
  activeUser: 0.015,
  tableGbMonth: 0.25,
  backupGbMonth: 0.2,
} as const;

/** The assumed use of a call. The memory is the functions' own; the rest was measured here. */
const call = { seconds: 0.05, gb: 0.5, logKb: 0.8 };
/** 100 tasks of 400 bytes, read consistently. */
const listReads = 10;
/** Task, its index row, counter, record of the change, sequence and the check of the terms, each in one transaction. */
const changeWrites = 6 * 2;
/** The function caches them for some seconds: about one call in ten reads the table. */
const projectReads = 2;

const perCall =
  prices.gatewayRequest +
  prices.functionRequest +
  call.seconds * call.gb * prices.functionGbSecond +
  (call.logKb / 1e6) * prices.logGb;

/** US dollars. */
export interface Cost {
  monthAtRest: number;
  millionLists: number;
  millionChanges: number;
  millionProjects: number;
}

export function estimateCost(contents: Contents): Cost {
  const count = (type: string) => contents.get(type) ?? 0;
  const million = (extra: number) => 1e6 * (perCall + extra);
  return {
    monthAtRest:
      count('AWS::CloudWatch::Alarm') * prices.alarmMonth +
      count('AWS::CloudWatch::Dashboard') * prices.dashboardMonth,
    millionLists: million(listReads * prices.readUnit),
    millionChanges: million(changeWrites * prices.writeUnit),
    millionProjects: million(projectReads * prices.readUnit),
  };
}

export function describeCost(cost: Cost): string[] {
  const dollars = (amount: number) => `$${amount.toFixed(2)}`;
  return [
    `${dollars(cost.monthAtRest)} a month at rest: the alarms and the dashboard (the first ten alarms and three dashboards of an account are free); nothing else costs while nobody calls`,
    `${dollars(cost.millionChanges)} for a million changes of tasks`,
    `${dollars(cost.millionLists)} for a million lists of 100 tasks`,
    `${dollars(cost.millionProjects)} for a million dashboards`,
    `$${prices.activeUser} a month for each user who signs in, beyond the first 10,000`,
    `$${(prices.tableGbMonth + prices.backupGbMonth).toFixed(2)} a month for a GB of tasks with its back-up`,
    `List prices of us-east-1, ${prices.asOf}, without taxes, free tiers and data transfer; docs/deploy.md has the assumptions.`,
  ];
}

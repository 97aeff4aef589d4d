import { describe, expect, it } from 'vitest';
import { resourcesOf, type Template } from '../../../src/cloud/stack/assertions/template.ts';
import { templateOf } from './template-of.ts';

const template = templateOf();

const alarmsOf = (of: Template) =>
  resourcesOf(of, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);

describe('the alarms', () => {
  it('are ten at most, each named after the stack and saying what to do', () => {
    const alarms = alarmsOf(template);
    expect(alarms.length).toBeGreaterThan(5);
    expect(alarms.length).toBeLessThanOrEqual(10);
    for (const { AlarmName, AlarmDescription } of alarms) {
      expect(AlarmName).toMatch(/^Countersign: [A-Z][\w-]+( \w+)+$/);
      expect(String(AlarmDescription).length).toBeGreaterThan(30);
    }
  });

  it('watch every API, every function, every table and the sign-ins, and take silence for good', () => {
    const alarms = alarmsOf(template);
    const watched = JSON.stringify(alarms);
    for (const type of ['AWS::Lambda::Function', 'AWS::DynamoDB::GlobalTable'])
      for (const { id } of resourcesOf(template, type)) expect(watched).toContain(`{"Ref":"${id}"}`);
    for (const { properties } of resourcesOf(template, 'AWS::ApiGateway::RestApi'))
      expect(watched).toContain(`"Value":${JSON.stringify(properties.Name)}`);
    expect(watched).toContain('"MetricName":"SignInSuccesses"');
    for (const { TreatMissingData } of alarms) expect(TreatMissingData).toBe('notBreaching');
  });

  it('are mailed only to an address that was given, and are another stack’s where that has another name', () => {
    expect(resourcesOf(template, 'AWS::SNS::Topic')).toEqual([]);
    for (const alarm of alarmsOf(template)) expect(alarm).not.toHaveProperty('AlarmActions');

    const mailed = templateOf({ alarmEmail: 'operator@example.com' }, 'Other');
    const [topic] = resourcesOf(mailed, 'AWS::SNS::Topic');
    expect(resourcesOf(mailed, 'AWS::SNS::Subscription').map(({ properties }) => properties)).toEqual([
      { Protocol: 'email', Endpoint: 'operator@example.com', TopicArn: { Ref: topic?.id } },
    ]);
    for (const { AlarmActions, AlarmName } of alarmsOf(mailed)) {
      expect(AlarmActions).toEqual([{ Ref: topic?.id }]);
      expect(AlarmName).toMatch(/^Other: /);
    }
  });
});

it('one dashboard, under the name of the stack, shows errors, throttles and latency', () => {
  const dashboards = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  expect(dashboards.map(({ properties }) => properties.DashboardName)).toEqual(['Countersign']);
  const body = JSON.stringify(dashboards);
  for (const metric of ['5XXError', 'Latency', 'Throttles', 'ReadThrottleEvents', 'SignInThrottles'])
    expect(body).toContain(`\\"${metric}\\"`);
});

it('logs are kept for thirty days', () => {
  const days = resourcesOf(template, 'AWS::Logs::LogGroup').map(
    ({ properties }) => properties.RetentionInDays,
  );
  expect(new Set(days)).toEqual(new Set([30]));
});

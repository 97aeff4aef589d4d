import type { Route } from '../model.ts';
import type { ResolvedResource } from './resources.ts';
import { listAt, objectAt, stringAt, UnsupportedTemplate } from './template.ts';

const known = [
  'DataTraceEnabled',
  'HttpMethod',
  'LoggingLevel',
  'MetricsEnabled',
  'ResourcePath',
  'ThrottlingBurstLimit',
  'ThrottlingRateLimit',
];

/**
 * The limits of a stage's methods. A setting for `*` and `/*` applies to each method on its own; a setting for one
 * method wins.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-stage-methodsetting.html
 */
export function readThrottling({
  logicalId,
  properties,
}: ResolvedResource): (method: string, path: string) => Route['throttle'] {
  const where = `${logicalId}.MethodSettings`;
  const limits = new Map(listAt(properties.MethodSettings, where).map((one) => readSetting(one, where)));
  return (method, path) => limits.get(`${method} ${path}`) ?? limits.get('* /*') ?? null;
}

function readSetting(setting: unknown, where: string): [string, Route['throttle']] {
  const given = objectAt(setting, where);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown) throw new UnsupportedTemplate(where, `the method setting ${unknown}`);
  // A slash within the path is written `~1`.
  const path = stringAt(given.ResourcePath, where).replaceAll('~1', '/').replace('//', '/');
  const { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit } = given;
  const name = `${stringAt(given.HttpMethod, where)} ${path}`;
  if (rateLimit === undefined && burstLimit === undefined) return [name, null];
  if (typeof rateLimit !== 'number' || typeof burstLimit !== 'number') {
    throw new UnsupportedTemplate(where, 'a rate without a burst, or a burst without a rate');
  }
  return [name, { rateLimit, burstLimit }];
}

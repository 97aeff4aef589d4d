/** A rule for stages: their access logs end, and tell of no person. */
import * as v from 'valibot';
import { accessLogVariables } from '../access-logs.ts';
import { pointedAt, type Rule, resourcesOf } from './template.ts';

const setting = v.object({ DestinationArn: v.unknown(), Format: v.string() });
const allowed = new Set<string>(accessLogVariables);

export const accessLogsTellOfNobody: Rule = (template) =>
  resourcesOf(template, 'AWS::ApiGateway::Stage').flatMap(({ id, properties }) => {
    if (properties.AccessLogSetting === undefined) return [];
    const parsed = v.safeParse(setting, properties.AccessLogSetting);
    const group = parsed.success ? pointedAt(parsed.output.DestinationArn) : null;
    if (!parsed.success || template.Resources[group ?? '']?.Type !== 'AWS::Logs::LogGroup') {
      return [`${id}: its access log is not of this stack.`];
    }
    return [...parsed.output.Format.matchAll(/\$context\.([\w.]+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !allowed.has(name))
      .map((name) => `${id}: its access log has $context.${name}.`);
  });

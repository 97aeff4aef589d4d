/** Rules for functions: each has its own role, and a log with an end. */
import * as v from 'valibot';
import { pointedAt, type Rule, resourcesOf } from './template.ts';

const loggingConfig = v.looseObject({ LogGroup: v.unknown() });

export const functionsHaveTheirOwnRole: Rule = (template) => {
  const owners = new Map<string, string>();
  return resourcesOf(template, 'AWS::Lambda::Function').flatMap(({ id, properties }) => {
    const role = pointedAt(properties.Role);
    if (role === null) return [`${id}: its role is not of this stack.`];
    const other = owners.get(role);
    owners.set(role, id);
    return other === undefined ? [] : [`${id}: has the role ${role} of ${other}.`];
  });
};

export const functionsLogWhereItEnds: Rule = (template) =>
  resourcesOf(template, 'AWS::Lambda::Function').flatMap(({ id, properties }) => {
    const config = v.safeParse(loggingConfig, properties.LoggingConfig);
    const group = config.success ? pointedAt(config.output.LogGroup) : null;
    // Without a group of the stack, Lambda makes one that keeps everything for ever.
    return template.Resources[group ?? '']?.Type === 'AWS::Logs::LogGroup'
      ? []
      : [`${id}: its log group is not of this stack.`];
  });

export const logsEnd: Rule = (template) =>
  resourcesOf(template, 'AWS::Logs::LogGroup')
    .filter(({ properties }) => typeof properties.RetentionInDays !== 'number')
    .map(({ id }) => `${id}: its entries are kept for ever.`);

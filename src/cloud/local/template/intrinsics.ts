/** Resolves the references of a template: Ref, the pseudo parameters, Fn::GetAtt, Join, Select, Split and Sub. */
import { attributeOf, type PhysicalResource, refOf, type StackAddress } from './identifiers.ts';
import { isObject, UnsupportedTemplate } from './template.ts';

export interface Resolver {
  /**
   * The value with every reference in it replaced.
   *
   * @param where names the place in errors: `LogicalId.Property`
   * @throws UnsupportedTemplate for an unknown intrinsic function, resource or attribute
   */
  resolve(value: unknown, where: string): unknown;
}

/** Stands for AWS::NoValue. The surrounding object or list drops it. */
const noValue = Symbol('AWS::NoValue');

export function createResolver(
  resources: ReadonlyMap<string, PhysicalResource>,
  address: StackAddress,
): Resolver {
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': address.account,
    'AWS::NoValue': noValue,
    'AWS::Partition': 'aws',
    'AWS::Region': address.region,
    // AWS makes a new id for each stack. The local cloud has one stack, with a fixed id.
    'AWS::StackId': `arn:aws:cloudformation:${address.region}:${address.account}:stack/${address.stackName}/5c0a1e00-0000-4000-8000-000000000000`,
    'AWS::StackName': address.stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };

  const resource = (logicalId: string, where: string): PhysicalResource => {
    const found = resources.get(logicalId);
    if (!found)
      throw new UnsupportedTemplate(
        where,
        `a reference to ${logicalId}, which is no resource of the template`,
      );
    return found;
  };

  const ref = (name: string, where: string): unknown => {
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    if (name.startsWith('AWS::')) throw new UnsupportedTemplate(where, `the pseudo parameter ${name}`);
    return refOf(resource(name, where));
  };

  const getAtt = (argument: unknown, where: string): string => {
    const [name, attribute] = typeof argument === 'string' ? argument.split('.') : (argument as unknown[]); // CloudFormation's two notations
    if (typeof name !== 'string' || typeof attribute !== 'string') {
      throw new UnsupportedTemplate(where, `Fn::GetAtt ${JSON.stringify(argument)}`);
    }
    return attributeOf(resource(name, where), attribute, address, where);
  };

  const join = (argument: unknown, where: string): string => {
    const [separator, parts] = Array.isArray(argument) ? argument : [];
    if (typeof separator !== 'string' || !Array.isArray(parts)) {
      throw new UnsupportedTemplate(where, `Fn::Join ${JSON.stringify(argument)}`);
    }
    return parts.map((part) => text(resolve(part, where), where)).join(separator);
  };

  const split = (argument: unknown, where: string): string[] => {
    const [separator, given] = Array.isArray(argument) ? argument : [];
    if (typeof separator !== 'string' || separator === '') {
      throw new UnsupportedTemplate(where, `Fn::Split ${JSON.stringify(argument)}`);
    }
    return text(resolve(given, where), where).split(separator);
  };

  const select = (argument: unknown, where: string): unknown => {
    const [index, given] = Array.isArray(argument) ? argument : [];
    const list = resolve(given, where);
    const chosen = Array.isArray(list) ? list[Number(text(resolve(index, where), where))] : undefined;
    if (chosen === undefined) throw new UnsupportedTemplate(where, `Fn::Select ${JSON.stringify(argument)}`);
    return chosen;
  };

  const sub = (argument: unknown, where: string): string => {
    const [template, given] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof template !== 'string' || !isObject(given)) {
      throw new UnsupportedTemplate(where, `Fn::Sub ${JSON.stringify(argument)}`);
    }
    return template.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(given, name)) return text(resolve(given[name], where), where);
      return name.includes('.') ? getAtt(name, where) : text(ref(name, where), where);
    });
  };

  const text = (value: unknown, where: string): string => {
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new UnsupportedTemplate(where, `${JSON.stringify(value)} as a part of a text`);
  };

  const resolve = (value: unknown, where: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => resolve(one, where)).filter((one) => one !== noValue);
    if (!isObject(value)) return value;
    const keys = Object.keys(value);
    const [key] = keys;
    if (keys.length === 1 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'))) {
      const argument = value[key];
      if (key === 'Ref' && typeof argument === 'string') return ref(argument, where);
      if (key === 'Fn::GetAtt') return getAtt(argument, where);
      if (key === 'Fn::Join') return join(argument, where);
      if (key === 'Fn::Select') return select(argument, where);
      if (key === 'Fn::Split') return split(argument, where);
      if (key === 'Fn::Sub') return sub(argument, where);
      throw new UnsupportedTemplate(where, `the intrinsic function ${key}`);
    }
    const entries = keys.map((name) => [name, resolve(value[name], where)] as const);
    return Object.fromEntries(entries.filter(([, one]) => one !== noValue));
  };

  return {
    resolve(value, where) {
      const resolved = resolve(value, where);
      return resolved === noValue ? undefined : resolved;
    },
  };
}

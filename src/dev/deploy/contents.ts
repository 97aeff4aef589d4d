/** Describes the resources of a template for a person. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

const template = v.object({
  Resources: v.record(v.string(), v.looseObject({ Type: v.string() })),
});

/** Singular and plural by type. The types that cost money or need care come first. */
const names: Record<string, [one: string, many: string]> = {
  'AWS::Cognito::UserPool': ['user pool', 'user pools'],
  'AWS::Cognito::UserPoolClient': ['app client', 'app clients'],
  'AWS::Cognito::UserPoolDomain': ['sign-in page', 'sign-in pages'],
  'AWS::Cognito::UserPoolGroup': ['group of users', 'groups of users'],
  'AWS::Cognito::UserPoolIdentityProvider': ['federated provider', 'federated providers'],
  'AWS::Cognito::IdentityPool': ['identity pool', 'identity pools'],
  'AWS::ApiGateway::RestApi': ['REST API', 'REST APIs'],
  'AWS::ApiGateway::Method': ['route', 'routes'],
  'AWS::Lambda::Function': ['function', 'functions'],
  'AWS::DynamoDB::GlobalTable': ['table', 'tables'],
  'AWS::IAM::Role': ['role', 'roles'],
  'AWS::Logs::LogGroup': ['log group', 'log groups'],
  'AWS::CloudWatch::Alarm': ['alarm', 'alarms'],
  'AWS::CloudWatch::Dashboard': ['dashboard', 'dashboards'],
  'AWS::SNS::Topic': ['topic for alarms', 'topics for alarms'],
};

/** Number of resources by type. */
export type Contents = Map<string, number>;

export async function readContents(templateFile: string): Promise<Contents> {
  const { Resources } = v.parse(template, JSON.parse(await readFile(templateFile, 'utf8')));
  const counts: Contents = new Map();
  for (const { Type } of Object.values(Resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  return counts;
}

/** Texts such as `1 user pool`, in the order of the table above. The other resources come last, as one number. */
export function describeContents(contents: Contents): string[] {
  const named = Object.entries(names).flatMap(([type, [one, many]]) => {
    const count = contents.get(type) ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const rest = [...contents]
    .filter(([type]) => !Object.hasOwn(names, type))
    .reduce((sum, [, count]) => sum + count, 0);
  return rest === 0 ? named : [...named, `${rest} more that connect these`];
}

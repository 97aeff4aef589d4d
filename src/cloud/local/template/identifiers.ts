/** The identifiers that AWS gives a resource: its `Ref`, its ARN, its other attributes. */
import { userPoolProvider } from '../../../contract/configuration.ts';
import { UnsupportedTemplate } from './template.ts';

export interface StackAddress {
  region: string;
  account: string;
  stackName: string;
}

export interface PhysicalResource {
  logicalId: string;
  type: string;
  /** Id or name, as AWS would have given it. */
  physicalId: string;
}

/** The last part of an ARN by resource type, after `arn:aws:SERVICE:REGION:ACCOUNT:`. */
const arns: Record<string, (id: string, address: StackAddress) => string> = {
  'AWS::Cognito::UserPool': (id, at) => `arn:aws:cognito-idp:${at.region}:${at.account}:userpool/${id}`,
  'AWS::IAM::Role': (id, at) => `arn:aws:iam::${at.account}:role/${id}`,
  'AWS::Lambda::Function': (id, at) => `arn:aws:lambda:${at.region}:${at.account}:function:${id}`,
  'AWS::Logs::LogGroup': (id, at) => `arn:aws:logs:${at.region}:${at.account}:log-group:${id}:*`,
  'AWS::DynamoDB::GlobalTable': (id, at) => `arn:aws:dynamodb:${at.region}:${at.account}:table/${id}`,
};

/** For every accepted type, `Ref` is the physical id. */
export const refOf = (resource: PhysicalResource): string => resource.physicalId;

/** @throws UnsupportedTemplate for an attribute without a value in the local cloud */
export function attributeOf(
  { type, physicalId, logicalId }: PhysicalResource,
  attribute: string,
  address: StackAddress,
  where: string,
): string {
  const arn = Object.hasOwn(arns, type) ? arns[type] : undefined;
  if (attribute === 'Arn' && arn) return arn(physicalId, address);
  if (type === 'AWS::Cognito::UserPool' && attribute === 'ProviderName') {
    return userPoolProvider(physicalId);
  }
  if (type === 'AWS::ApiGateway::RestApi' && attribute === 'RootResourceId')
    return rootResourceId(physicalId);
  throw new UnsupportedTemplate(where, `the attribute ${attribute} of ${logicalId} (${type})`);
}

/** The id of an API's resource `/`, which the template does not list. */
export const rootResourceId = (restApiId: string): string => `${restApiId}-root`;

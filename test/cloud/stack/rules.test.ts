import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseTemplate, resourcesOf } from '../../../src/cloud/stack/assertions/template.ts';
import { faultsOf, refuseFaults } from '../../../src/cloud/stack/assertions.ts';
import { synthesise } from '../../../src/cloud/stack/synth.ts';

let text: string;
beforeAll(async () => {
  text = await readFile((await synthesise()).templateFile, 'utf8');
});

interface Break {
  type: string;
  /** Selects the first resource of the type with these properties. Default: the first one. */
  where?: Record<string, unknown>;
  /** Properties that take the place of its own. */
  put: Record<string, unknown>;
  fault: RegExp;
}

function faultsAfter({ type, where = {}, put }: Omit<Break, 'fault'>): string[] {
  const template = parseTemplate(JSON.parse(text));
  const found = resourcesOf(template, type).find(({ properties }) =>
    Object.entries(where).every(([name, value]) => properties[name] === value),
  );
  if (!found) throw new Error(`The stack has no such ${type}`);
  Object.assign(found.properties, put);
  return faultsOf(template);
}

const method = 'AWS::ApiGateway::Method';
const table = 'AWS::DynamoDB::GlobalTable';
const role = 'AWS::IAM::Role';
const policy = (statement: object) => ({
  Policies: [{ PolicyName: 'Broken', PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } }],
});
const arn = 'arn:aws:dynamodb:us-east-1:111122223333:table/x';

it('the stack keeps its own rules', () => {
  expect(faultsOf(JSON.parse(text))).toEqual([]);
});

describe('the rules find', () => {
  it.each<[string, Break]>([
    [
      'a route that anybody may call',
      {
        type: method,
        where: { AuthorizationType: 'AWS_IAM' },
        put: { AuthorizationType: 'NONE' },
        fault: /API \w+ \/\S+: AuthorizationType is NONE, not AWS_IAM/,
      },
    ],
    [
      'LC10: an access log that tells where a caller is',
      {
        type: 'AWS::ApiGateway::Stage',
        put: {
          AccessLogSetting: {
            DestinationArn: { 'Fn::GetAtt': ['AccessLogs8B620ECA', 'Arn'] },
            Format: '$context.status $context.identity.sourceIp',
          },
        },
        fault: /Stage\w+: its access log has \$context\.identity\.sourceIp/,
      },
    ],
    [
      'LC10: an access log that is kept elsewhere',
      {
        type: 'AWS::ApiGateway::Stage',
        put: { AccessLogSetting: { DestinationArn: arn, Format: '$context.status' } },
        fault: /its access log is not of this stack/,
      },
    ],
    [
      'a misspelt kind of authorization',
      {
        type: method,
        where: { AuthorizationType: 'AWS_IAM' },
        put: { AuthorizationType: 'IAM' },
        fault: /AuthorizationType is IAM, not AWS_IAM/,
      },
    ],
    [
      'a preflight that asks for a signature',
      {
        type: method,
        where: { HttpMethod: 'OPTIONS' },
        put: { AuthorizationType: 'AWS_IAM' },
        fault: /OPTIONS \/\S+: AuthorizationType is AWS_IAM, not NONE/,
      },
    ],
    [
      'a route for users that is guarded like those for signed calls',
      {
        type: method,
        where: { AuthorizationType: 'COGNITO_USER_POOLS' },
        put: { AuthorizationType: 'AWS_IAM' },
        fault: /ProfileAPI \w+ \/\S+: AuthorizationType is AWS_IAM, not COGNITO_USER_POOLS/,
      },
    ],
    [
      'a route for users without an authorizer',
      {
        type: method,
        where: { AuthorizationType: 'COGNITO_USER_POOLS' },
        put: { AuthorizerId: undefined },
        fault: /ProfileAPI \w+ \/\S+: there is no authorizer/,
      },
    ],
    [
      'an authorizer that takes tokens of any app client',
      {
        type: 'AWS::ApiGateway::Authorizer',
        put: { IdentityValidationExpression: undefined },
        fault: /: IdentityValidationExpression is missing/,
      },
    ],
    [
      'an API that nobody has thought of',
      {
        type: 'AWS::ApiGateway::RestApi',
        put: { Name: 'OtherAPI' },
        fault: /OtherAPI .*: nobody has said how this API is guarded/,
      },
    ],
    [
      'a key of the table that is not defined',
      { type: table, put: { AttributeDefinitions: [] }, fault: /a key of the table, is not defined/ },
    ],
    [
      'a key of an index that is not defined',
      {
        type: table,
        put: { GlobalSecondaryIndexes: [{ IndexName: 'late', KeySchema: [{ AttributeName: 'colour' }] }] },
        fault: /: colour, a key of the index late, is not defined/,
      },
    ],
    [
      'an attribute that is defined for nothing',
      {
        type: table,
        put: { AttributeDefinitions: [{ AttributeName: 'colour', AttributeType: 'S' }] },
        fault: /: colour is defined but no key/,
      },
    ],
    [
      'a table without back-ups',
      {
        type: table,
        put: { Replicas: [{ Region: 'us-east-1' }] },
        fault: /point-in-time recovery is off/,
      },
    ],
    [
      'a table of which nobody said how it is encrypted',
      { type: table, put: { SSESpecification: undefined }, fault: /nobody has said how it is encrypted/ },
    ],
    [
      'a misspelt action',
      {
        type: role,
        put: policy({ Action: 'dynamodb:Querry', Resource: arn }),
        fault: /: dynamodb:Querry is no known action/,
      },
    ],
    [
      'an action that stands for several',
      {
        type: role,
        put: policy({ Action: ['dynamodb:*'], Resource: arn }),
        fault: /dynamodb:\* gives more than one action/,
      },
    ],
    [
      'a statement about every resource',
      {
        type: role,
        put: policy({ Action: ['dynamodb:GetItem', 'sns:Publish'], Resource: ['*'] }),
        fault: /dynamodb:GetItem, sns:Publish is given on every resource/,
      },
    ],
    [
      'a statement of what it is not about',
      {
        type: role,
        put: policy({ Action: 'dynamodb:GetItem', NotResource: arn }),
        fault: /says what it is not about/,
      },
    ],
    [
      'a managed policy',
      {
        type: role,
        put: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
        fault: /has a managed policy/,
      },
    ],
    [
      'a log that is kept for ever',
      { type: 'AWS::Logs::LogGroup', put: { RetentionInDays: undefined }, fault: /kept for ever/ },
    ],
    [
      'a function that logs somewhere else',
      {
        type: 'AWS::Lambda::Function',
        put: { LoggingConfig: undefined },
        fault: /its log group is not of this stack/,
      },
    ],
    [
      'a function under a role from elsewhere',
      {
        type: 'AWS::Lambda::Function',
        put: { Role: 'arn:aws:iam::111122223333:role/other' },
        fault: /its role is not of this stack/,
      },
    ],
  ])('%s', (_, { fault, ...change }) => {
    expect(faultsAfter(change)).toContainEqual(expect.stringMatching(fault));
  });

  it('two functions under one role', () => {
    const template = parseTemplate(JSON.parse(text));
    const [first, second] = resourcesOf(template, 'AWS::Lambda::Function');
    if (!first || !second) throw new Error('The stack has not even two functions');
    second.properties.Role = first.properties.Role;
    expect(faultsOf(template)).toEqual([`${second.id}: has the role ${roleOf(first)} of ${first.id}.`]);
  });

  it('a table of the older type, which the rules for tables do not read', () => {
    const template = parseTemplate(JSON.parse(text));
    template.Resources.Old = { Type: 'AWS::DynamoDB::Table', Properties: {} };
    expect(faultsOf(template)).toEqual(['Old: tables are of type AWS::DynamoDB::GlobalTable.']);
  });

  it('nothing wrong with text messages, which have no resource to name', () => {
    expect(faultsAfter({ type: role, put: policy({ Action: 'sns:Publish', Resource: '*' }) })).toEqual([]);
  });
});

const roleOf = ({ properties }: { properties: Record<string, unknown> }) =>
  /"Fn::GetAtt":\["(\w+)"/.exec(JSON.stringify(properties.Role))?.[1];

it('a stack that breaks them is not synthesised, and all its faults are told at once', async () => {
  const outdir = await mkdtemp(path.join(tmpdir(), 'countersign-tiny-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    new CfnRole(new Stack(app, 'Tiny'), 'Role', {
      assumeRolePolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRol', Principal: { Service: 'lambda.amazonaws.com' } },
        ],
      },
      managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    });
    expect(() => refuseFaults(app.synth())).toThrow(
      /The stack breaks its own rules:\n.*sts:AssumeRol is no known action.*\n.*has a managed policy/,
    );
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
});

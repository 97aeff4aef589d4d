import { describe, expect, it } from 'vitest';
import { resolveTemplate } from '../../../../../src/cloud/local/template/resources.ts';
import { UnsupportedTemplate } from '../../../../../src/cloud/local/template/template.ts';

const address = { region: 'eu-central-1', account: '111122223333', stackName: 'Test' };

/** Outputs of a template with a pool, a role and a table, under given values. */
function resolve(values: Record<string, unknown>, resources: Record<string, unknown> = {}) {
  const Resources = {
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
    Tasks: { Type: 'AWS::DynamoDB::GlobalTable', Properties: {} },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'TasksAPI' } },
    ...resources,
  };
  const Outputs = Object.fromEntries(Object.entries(values).map(([name, Value]) => [name, { Value }]));
  const idOf = (logicalId: string) =>
    logicalId === 'Pool' ? 'eu-central-1_pool1' : `${logicalId.toLowerCase()}-1`;
  return resolveTemplate({ Resources, Outputs }, address, idOf);
}

const value = (Value: unknown) => resolve({ it: Value }).outputs.it;

describe('a reference', () => {
  it('becomes what AWS would call the resource', () => {
    expect(value({ Ref: 'Pool' })).toBe('eu-central-1_pool1');
    expect(value({ 'Fn::GetAtt': ['Pool', 'ProviderName'] })).toBe(
      'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool1',
    );
    expect(value({ 'Fn::GetAtt': ['Role', 'Arn'] })).toBe('arn:aws:iam::111122223333:role/role-1');
    expect(value({ 'Fn::GetAtt': 'Tasks.Arn' })).toBe(
      'arn:aws:dynamodb:eu-central-1:111122223333:table/tasks-1',
    );
  });

  it('becomes the region, the account and the rest of the address', () => {
    const names = ['Region', 'AccountId', 'Partition', 'URLSuffix', 'StackName'];
    const joined = { 'Fn::Join': [' ', names.map((name) => ({ Ref: `AWS::${name}` }))] };
    expect(value(joined)).toBe('eu-central-1 111122223333 aws amazonaws.com Test');
  });

  it('is filled into a text, beside names given with it and names that stay', () => {
    const text = '${AWS::Region}/${Pool}/${Role.Arn}/${Own}/${!Kept}';
    expect(value({ 'Fn::Sub': [text, { Own: { Ref: 'Tasks' } }] })).toBe(
      'eu-central-1/eu-central-1_pool1/arn:aws:iam::111122223333:role/role-1/tasks-1/${Kept}',
    );
  });

  it('is taken apart: a part of the stack’s own id', () => {
    const parts = { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] };
    expect(value({ 'Fn::Select': [1, parts] })).toBe('Test');
    expect(value({ 'Fn::Select': ['0', { 'Fn::Split': ['-', { 'Fn::Select': [2, parts] }] }] })).toMatch(
      /^[0-9a-f]{8}$/,
    );
  });

  it('is found at any depth of a property, and leaves no trace where it means nothing', () => {
    const { one } = resolve(
      {},
      {
        Method: {
          Type: 'AWS::ApiGateway::Method',
          Properties: {
            Integration: {
              list: [{ deep: { Ref: 'Pool' } }, { Ref: 'AWS::NoValue' }],
              none: { Ref: 'AWS::NoValue' },
            },
          },
        },
      },
    );
    expect(one('AWS::ApiGateway::Method').properties).toEqual({
      Integration: { list: [{ deep: 'eu-central-1_pool1' }] },
    });
  });
});

describe('what the local cloud does not do', () => {
  const values: [string, unknown][] = [
    ['a resource that is not there', { Ref: 'Nobody' }],
    ['an attribute it has no value for', { 'Fn::GetAtt': ['Pool', 'ProviderURL'] }],
    ['another intrinsic function', { 'Fn::Base64': 'a' }],
    ['a part that is not there', { 'Fn::Select': [2, ['a', 'b']] }],
    ['a part of what is no list', { 'Fn::Select': [0, 'ab'] }],
    ['a split by nothing', { 'Fn::Split': ['', 'ab'] }],
    ['a condition', { 'Fn::If': ['yes', 'a', 'b'] }],
    ['another pseudo parameter', { Ref: 'AWS::NotificationARNs' }],
    ['a malformed join', { 'Fn::Join': ['-'] }],
    ['an object as a part of a text', { 'Fn::Join': ['', [{ a: 1 }]] }],
  ];
  it.each(values)('is refused by the name of the place: %s', (_, given) => {
    expect(() => value(given)).toThrow(UnsupportedTemplate);
    expect(() => value(given)).toThrow(/Outputs\.it/);
  });

  const resources: [string, object, RegExp][] = [
    ['a type of resource', { Type: 'AWS::SQS::Queue' }, /Queue.*AWS::SQS::Queue|AWS::SQS::Queue.*Queue/],
    [
      'a property',
      { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolAddOns: {} } },
      /Queue\.UserPoolAddOns/,
    ],
    [
      'a value',
      { Type: 'AWS::ApiGateway::Method', Properties: { ApiKeyRequired: true } },
      /Queue\.ApiKeyRequired/,
    ],
    ['a resource with a condition', { Type: 'AWS::IAM::Role', Condition: 'Never' }, /Queue/],
  ];
  it.each(resources)('is refused by the name of the resource: %s', (_, Queue, message) => {
    expect(() => resolve({}, { Queue })).toThrow(UnsupportedTemplate);
    expect(() => resolve({}, { Queue })).toThrow(message);
  });

  it('is refused where it is a part of the template', () => {
    const template = { Resources: {}, Parameters: { Size: { Type: 'String' } } };
    expect(() => resolveTemplate(template, address, String)).toThrow(/Parameters/);
  });
});

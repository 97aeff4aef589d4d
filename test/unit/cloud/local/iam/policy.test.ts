import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guestSessionPolicies } from '../../../../../src/cloud/local/iam/guest-session-policies.ts';
import { decide, UnsupportedPolicy } from '../../../../../src/cloud/local/iam/policy.ts';
import type { PolicyDocument, PolicyStatement } from '../../../../../src/cloud/local/model.ts';

const policy = (...Statement: PolicyStatement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: string | string[]): PolicyStatement => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const deny = (Action: string, Resource: string): PolicyStatement => ({ Effect: 'Deny', Action, Resource });

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/Tasks';

describe('a decision', () => {
  it('is an implicit deny where nothing speaks of the action', () => {
    expect(decide([], 'dynamodb:GetItem', table)).toBe('implicitDeny');
    expect(decide([policy(allow('dynamodb:PutItem', table))], 'dynamodb:GetItem', table)).toBe(
      'implicitDeny',
    );
  });

  it('is an allow where one statement of any policy allows it', () => {
    const policies = [
      policy(allow('s3:*', '*')),
      policy(allow(['dynamodb:Query', 'dynamodb:GetItem'], [table, '*'])),
    ];
    expect(decide(policies, 'dynamodb:GetItem', table)).toBe('allow');
  });

  it('is an explicit deny wherever that statement stands', () => {
    const statements = [allow('*', '*'), deny('dynamodb:*', table), allow('*', '*')];
    for (const order of [statements, statements.toReversed()]) {
      expect(decide([policy(...order)], 'dynamodb:GetItem', table)).toBe('explicitDeny');
      expect(decide([policy(...order)], 'dynamodb:GetItem', `${table}2`)).toBe('allow');
    }
  });

  it('takes a single statement for a list of one', () => {
    expect(decide([{ Statement: allow('*', '*') }], 'a:B', 'c')).toBe('allow');
  });

  it('turns round with NotAction and NotResource', () => {
    const others = policy({ Effect: 'Allow', NotAction: 'dynamodb:*', NotResource: `${table}*` });
    expect(decide([others], 'execute-api:Invoke', 'arn:other')).toBe('allow');
    expect(decide([others], 'dynamodb:GetItem', 'arn:other')).toBe('implicitDeny');
    expect(decide([others], 'execute-api:Invoke', table)).toBe('implicitDeny');
  });
});

describe('a pattern', () => {
  it('does not tell upper from lower case in actions, and does in resources', () => {
    expect(decide([policy(allow('DynamoDB:getitem', table))], 'dynamodb:GetItem', table)).toBe('allow');
    expect(decide([policy(allow('*', table.toUpperCase()))], 'dynamodb:GetItem', table)).toBe('implicitDeny');
  });

  it('crosses slashes with * and takes exactly one character for ?', () => {
    const paths = policy(
      allow('execute-api:Invoke', 'arn:api/prod/PUT/tasks/*'),
      allow('execute-api:Invoke', 'arn:api/prod/???/x'),
    );
    expect(decide([paths], 'execute-api:Invoke', 'arn:api/prod/PUT/tasks/1/2')).toBe('allow');
    expect(decide([paths], 'execute-api:Invoke', 'arn:api/prod/PUT/tasks')).toBe('implicitDeny');
    expect(decide([paths], 'execute-api:Invoke', 'arn:api/prod/GET/x')).toBe('allow');
    expect(decide([paths], 'execute-api:Invoke', 'arn:api/prod/POST/x')).toBe('implicitDeny');
  });

  it('takes every other character as itself', () => {
    const characters = fc.string({ unit: fc.constantFrom(...'a.+^$(){}[]|\\/:-\n'), minLength: 1 });
    fc.assert(
      fc.property(characters, characters, (pattern, value) => {
        fc.pre(!pattern.includes('${'));
        const decision = decide([policy(allow('a:b', pattern))], 'a:b', value);
        expect(decision).toBe(pattern === value ? 'allow' : 'implicitDeny');
      }),
    );
  });
});

describe('what would make it a guess', () => {
  const wrong: [string, object][] = [
    ['a condition', { ...allow('*', '*'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['a principal', { ...allow('*', '*'), Principal: '*' }],
    ['a policy variable', allow('*', 'arn:aws:s3:::b/${aws:username}')],
    ['an effect of its own', { ...allow('*', '*'), Effect: 'allow' }],
    ['no action', { Effect: 'Allow', Resource: '*' }],
    ['an action and its opposite', { ...allow('*', '*'), NotAction: 'a:b' }],
    ['no resource', { Effect: 'Allow', Action: '*' }],
  ];
  it.each(wrong)('is refused loudly: %s', (_, statement) => {
    // Read from a template, so the types promise nothing.
    const read = policy(statement as PolicyStatement);
    expect(() => decide([read], 'dynamodb:GetItem', table)).toThrow(UnsupportedPolicy);
  });
});

it.each([
  ['execute-api:Invoke', 'allow'],
  ['dynamodb:GetItem', 'allow'],
  ['geo:GetMapTile', 'allow'],
  ['secretsmanager:GetSecretValue', 'implicitDeny'],
  ['sts:AssumeRole', 'implicitDeny'],
  ['kms:CreateKey', 'implicitDeny'],
])('leaves %s to a guest’s role or takes it from it: %s', (action, decision) => {
  expect(decide(guestSessionPolicies, action, '*')).toBe(decision);
});

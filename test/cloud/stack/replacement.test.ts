/**
 * Properties that CloudFormation can only change by replacing the resource. The new one starts empty: accounts, tasks
 * and identity ids stay in the old one, which is kept but no longer used. A failure here means that a migration is
 * needed, not a new expectation.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-updating.html
 */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseTemplate, resourcesOf, type Template } from '../../../src/cloud/stack/assertions/template.ts';
import { synthesise } from '../../../src/cloud/stack/synth.ts';

let template: Template;
beforeAll(async () => {
  template = parseTemplate(JSON.parse(await readFile((await synthesise()).templateFile, 'utf8')));
});

const the = (type: string) => {
  const [found, ...others] = resourcesOf(template, type);
  if (!found || others.length) throw new Error(`The stack has not exactly one ${type}`);
  return found;
};

describe('the user pool', () => {
  it('keeps the name under which the deployed one is known to the stack', () => {
    expect(the('AWS::Cognito::UserPool').id).toBe('UserPool6BA7E5F2');
  });

  it('keeps how people sign in: aliases, and whether case matters, are settled when a pool is made', () => {
    const { properties } = the('AWS::Cognito::UserPool');
    expect(properties.AliasAttributes).toEqual(['email']);
    expect(properties.UsernameConfiguration).toEqual({ CaseSensitive: false });
    expect(properties).not.toHaveProperty('UsernameAttributes');
  });

  it('keeps which attributes it asks for: an attribute can be added, never made required, immutable or gone', () => {
    const { properties } = the('AWS::Cognito::UserPool');
    const schema = properties.Schema as { Name: string; Required?: boolean; Mutable?: boolean }[]; // compared as a whole
    expect(schema.filter(({ Required, Mutable }) => Required || Mutable === false)).toEqual([
      { Name: 'email', Required: true, Mutable: true },
    ]);
  });
});

it('the app client stays public: a secret is given when a client is made, and the extension could keep none', () => {
  expect(the('AWS::Cognito::UserPoolClient').properties.GenerateSecret).toBe(false);
});

it('the identity pool keeps its name in the stack: in another one everybody has another identity id', () => {
  expect(the('AWS::Cognito::IdentityPool').id).toBe('IdentityPool');
});

it('the tables keep their keys and local indexes, which are settled when a table is made', () => {
  const tables = resourcesOf(template, 'AWS::DynamoDB::GlobalTable').map(({ id, properties }) => {
    // A name of our own could not be given to the table that takes another's place.
    expect(properties).not.toHaveProperty('TableName');
    const keys = JSON.stringify([properties.KeySchema, properties.LocalSecondaryIndexes]);
    return [id, [...keys.matchAll(/"AttributeName":"(\w+)"/g)].map(([, name]) => name).join()];
  });
  expect(Object.fromEntries(tables)).toEqual({
    Tasks0BA6A452: 'owner,item,owner,seq',
    Projects12993701: 'shard,entry',
    Users0A0EEA89: 'sub',
  });
});

/** The CDK's own command line, under our arguments, from the assembly to the configuration and back, against a counterpart. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { synthesise } from '../../../src/cloud/stack/synth.ts';
import { runCdk } from '../../../src/dev/deploy/cdk.ts';
import { readContents } from '../../../src/dev/deploy/contents.ts';
import { deployStack } from '../../../src/dev/deploy/deploy-stack.ts';
import { findKept, removeKept } from '../../../src/dev/deploy/kept.ts';
import { type Aws, startAws } from './aws.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

const region = 'eu-west-1';

it('uploads the bundles, makes the stack, and makes a configuration of its outputs; a removal takes the stack away', async () => {
  aws.stacks.set('CDKToolkit', {
    status: 'CREATE_COMPLETE',
    outputs: { BucketName: 'bundles', BucketDomainName: 'bundles.example', BootstrapVersion: '30' },
  });
  const endpoint = (id: string) => `https://${id}.execute-api.eu-west-1.amazonaws.com/prod`;
  aws.outputs = {
    Region: region,
    UserPoolId: 'eu-west-1_AbC123xyz',
    UserPoolClientId: '1h57kf5cpq17m0eml12example',
    IdentityPoolId: 'eu-west-1:00000000-1111-4222-8333-444444444444',
    TasksEndpoint: endpoint('t'),
    ProjectsEndpoint: endpoint('p'),
    ProfileEndpoint: endpoint('u'),
    HostedUiDomain: 'https://countersign.auth.eu-west-1.amazoncognito.com',
    PasswordPolicy: '{"minimumLength":8}',
  };
  const { dir, templateFile } = await synthesise();

  const configuration = await deployStack({ assembly: dir, stack: 'Countersign', region, env: aws.env });
  expect(configuration).toMatchObject({
    region,
    userPoolId: 'eu-west-1_AbC123xyz',
    apis: { TasksAPI: { endpoint: endpoint('t'), auth: 'IAM' } },
  });
  expect(configuration).not.toHaveProperty('endpoints');
  const functions = (await readContents(templateFile)).get('AWS::Lambda::Function') ?? 0;
  expect(functions).toBeGreaterThan(0);
  expect(aws.asked.filter((one) => one === 'PutObject')).toHaveLength(functions + 1); // the template too
  expect(aws.asked).toContain('ExecuteChangeSet Countersign');

  expect(await runCdk(['destroy', '--app', dir, '--all', '--force'], region, aws.env)).toBe(true);
  expect(aws.asked).toContain('DeleteStack Countersign');
});

it('a deployment that AWS refuses gives no configuration', async () => {
  aws.credentials = 'expired';
  const { dir } = await synthesise();
  expect(await deployStack({ assembly: dir, stack: 'Countersign', region, env: aws.env })).toBeNull();
});

it('what outlives the stack is found and removed, with its protection taken off first', async () => {
  for (const [name, value] of Object.entries(aws.env)) vi.stubEnv(name, value);
  aws.stacks.set('Countersign', { status: 'CREATE_COMPLETE' });
  aws.resources = [
    { type: 'AWS::DynamoDB::GlobalTable', id: 'tasks' },
    { type: 'AWS::Lambda::Function', id: 'function' },
    { type: 'AWS::Cognito::UserPool', id: 'eu-west-1_AbC123xyz' },
    { type: 'AWS::Cognito::IdentityPool', id: 'eu-west-1:pool' },
  ];
  for (const one of await findKept('Countersign', region)) await removeKept(one, region);
  expect(aws.asked).toEqual([
    'ListStackResources Countersign',
    'DescribeTable tasks',
    'UpdateTable tasks',
    'DeleteTable tasks',
    'DescribeUserPool eu-west-1_AbC123xyz',
    'UpdateUserPool eu-west-1_AbC123xyz',
    'DeleteUserPool eu-west-1_AbC123xyz',
    'DeleteIdentityPool eu-west-1:pool',
  ]);
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Aws, startAws } from './aws.ts';
import { runCommand } from './command.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.close());

const deploy = (...args: string[]) => runCommand('deploy', args, { ...aws.env, AWS_REGION: 'eu-west-1' });
const undeploy = (...args: string[]) => runCommand('undeploy', args, { ...aws.env, AWS_REGION: 'eu-west-1' });

describe('a deployment checks first', () => {
  it('that there are credentials, and says how to get some', async () => {
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...none } = aws.env;
    const { code, said } = await runCommand('deploy', [], none);
    expect(code).toBe(1);
    expect(said).toMatch(/There are no AWS credentials\. Sign in with `aws sso login`/);
    expect(said).not.toMatch(/ {4}at |Error:/);
    expect(aws.asked).toEqual([]);
  });

  it('that a region is chosen', async () => {
    const { code, said } = await runCommand('deploy', [], aws.env);
    expect([code, said]).toEqual([1, expect.stringContaining('Add --region us-east-1, or set AWS_REGION.')]);
  });

  it('that the credentials have not expired, and that AWS knows them', async () => {
    aws.credentials = 'expired';
    const expired = await deploy();
    aws.credentials = 'unknown';
    const unknown = await deploy();
    expect([expired.code, unknown.code]).toEqual([1, 1]);
    expect(expired.said).toContain('The AWS credentials have expired. Sign in again');
    expect(unknown.said).toContain('AWS does not know these credentials');
    expect(aws.asked).toEqual(['GetCallerIdentity', 'GetCallerIdentity']);
  });

  it('that the CDK is set up there, and names the command where nobody can be asked', async () => {
    const { code, said } = await deploy();
    expect(code).toBe(1);
    expect(said).toContain('Account 111122223333, region eu-west-1, as arn:aws:iam::111122223333:user/dora.');
    expect(said).toContain('Run `npx cdk bootstrap aws://111122223333/eu-west-1` first, or add --yes.');
    expect(aws.asked).toEqual(['GetCallerIdentity', 'DescribeStacks CDKToolkit']);
  });

  it('that nobody else is at it', async () => {
    aws.stacks.set('CDKToolkit', { status: 'CREATE_COMPLETE' });
    aws.stacks.set('Countersign', { status: 'UPDATE_IN_PROGRESS' });
    const { code, said } = await deploy();
    expect([code, said]).toEqual([
      1,
      expect.stringContaining('Countersign is being changed by somebody else'),
    ]);
  });

  it('BM8: that the command line is understood', async () => {
    for (const [wrong, sentence] of [
      ['--stack=1&2', '"1&2" is no name for a stack'],
      ['--context=mfa', 'The context "mfa" is not of the form KEY=VALUE.'],
      ['--context=nope=1', 'The stack has no context key "nope"; it has mfa, '],
      ['--context=mfa=banana', 'The context key "mfa" takes off, optional, or required, not "banana".'],
      ['--fast', 'npm run deploy does not know --fast; it knows --stack, '],
      ['--everything', 'npm run deploy does not know --everything; it knows --stack, '],
    ] as const) {
      const { code, said } = await deploy(wrong);
      expect(said).toContain(sentence);
      expect(said.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(1);
    }
    expect(aws.asked).toEqual([]);
  });
});

it('a deployment shows what it would create and what that costs, and does nothing unless somebody agrees', async () => {
  aws.stacks.set('CDKToolkit', { status: 'UPDATE_COMPLETE' });
  const { code, said } = await deploy();
  expect(code).toBe(1);
  expect(said).toMatch(/This creates Countersign, with:\n {2}1 user pool\n {2}1 app client\n/);
  expect(said).toMatch(/\n {2}\d+ REST APIs\n {2}\d+ routes\n {2}\d+ functions\n {2}\d+ tables\n/);
  expect(said).toMatch(/\$\d+\.\d\d a month at rest/);
  expect(said).toMatch(/\$\d+\.\d\d for a million changes of tasks/);
  expect(said).toContain('add --yes to deploy without asking');
  expect(aws.asked).toEqual(['GetCallerIdentity', 'DescribeStacks CDKToolkit', 'DescribeStacks Countersign']);
});

describe('a removal', () => {
  beforeEach(() => {
    aws.stacks.set('Countersign', { status: 'CREATE_COMPLETE' });
    aws.resources = [
      { type: 'AWS::Cognito::UserPool', id: 'eu-west-1_AbC123xyz' },
      { type: 'AWS::DynamoDB::GlobalTable', id: 'Countersign-Tasks-1' },
      { type: 'AWS::Lambda::Function', id: 'Countersign-TasksFunction' },
    ];
  });

  it('names what stays, and does nothing unless somebody agrees', async () => {
    const { code, said } = await undeploy();
    expect(code).toBe(1);
    expect(said).toContain('These stay:\n  user pool eu-west-1_AbC123xyz\n  table Countersign-Tasks-1\n');
    expect(said).toContain('add --yes');
  });

  it('of everything is only done by somebody who types the name, whatever the command line says', async () => {
    const { code, said } = await undeploy('--everything', '--yes');
    expect(code).toBe(1);
    expect(said).toContain('somebody at a terminal who types the stack’s name');
    expect(aws.asked).toEqual([
      'GetCallerIdentity',
      'DescribeStacks Countersign',
      'ListStackResources Countersign',
    ]);
  });

  it('of a stack that is not there says so', async () => {
    expect(await undeploy('--stack', 'Other')).toEqual({
      code: 0,
      said: expect.stringContaining('There is no stack Other here.'),
    });
  });
});

/**
 * A counterpart for what the deploying commands, and the CDK's own, ask of AWS: real HTTP, no account behind it. A stack is
 * complete as soon as it is asked for.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Aws {
  /** For the process that is to ask here instead of AWS. */
  env: Record<string, string>;
  /** Actions in the order in which they were asked, such as `DescribeStacks CDKToolkit`. */
  asked: string[];
  /** Validity of the credentials for STS and CloudFormation. */
  credentials: 'valid' | 'expired' | 'unknown';
  /** Status and outputs of each stack that exists. */
  stacks: Map<string, { status: string; outputs?: Record<string, string> }>;
  /** The resources of every stack. */
  resources: { type: string; id: string }[];
  /** The outputs of a new stack. */
  outputs: Record<string, string>;
  close(): Promise<void>;
}

const account = '111122223333';

export async function startAws(): Promise<Aws> {
  const home = await mkdtemp(join(tmpdir(), 'countersign-cdk-'));
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status, body } = answerTo(aws, request, Buffer.concat(chunks).toString('latin1'));
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // a server that listens on TCP has such an address
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const aws: Aws = {
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'made-for-a-counterpart',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
      CDK_HOME: home, // it remembers there which credentials are whose
    },
    asked: [],
    credentials: 'valid',
    stacks: new Map(),
    resources: [],
    outputs: {},
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(home, { recursive: true, force: true });
    },
  };
  return aws;
}

interface Answer {
  status: number;
  body: string;
}

function answerTo(aws: Aws, request: IncomingMessage, body: string): Answer {
  const target = request.headers['x-amz-target'];
  if (target) return answerJson(aws, String(target), body);
  if (request.method === 'POST') return answerQuery(aws, new URLSearchParams(body));
  return answerStorage(aws, request);
}

/** DynamoDB, both Cognito services, SSM: everything is protected from deletion. */
function answerJson(aws: Aws, target: string, body: string): Answer {
  const operation = target.split('.').pop() ?? '';
  const { TableName, UserPoolId, IdentityPoolId } = JSON.parse(body);
  aws.asked.push(`${operation} ${TableName ?? UserPoolId ?? IdentityPoolId ?? ''}`.trim());
  const answers: Record<string, object> = {
    GetParameter: { Parameter: { Name: 'version', Type: 'String', Value: '30' } },
    DescribeTable: { Table: { DeletionProtectionEnabled: true } },
    DescribeUserPool: { UserPool: { DeletionProtection: 'ACTIVE' } },
  };
  return { status: 200, body: JSON.stringify(answers[operation] ?? {}) };
}

/** S3, as far as bundles are put there. */
function answerStorage(aws: Aws, { method, url = '' }: IncomingMessage): Answer {
  if (method === 'PUT') {
    aws.asked.push('PutObject');
    return { status: 200, body: '' };
  }
  if (url.includes('location'))
    return { status: 200, body: '<LocationConstraint>eu-west-1</LocationConstraint>' };
  if (url.includes('encryption')) return { status: 200, body: '<ServerSideEncryptionConfiguration/>' };
  return { status: 200, body: '<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>' };
}

/** STS and CloudFormation. */
function answerQuery(aws: Aws, query: URLSearchParams): Answer {
  const action = query.get('Action') ?? '';
  // After its first mention a stack goes by its ARN.
  const asked = query.get('StackName') ?? '';
  const name = asked.replace(/^arn:.*:stack\/(\w+)\/.*$/, '$1');
  aws.asked.push(`${action} ${name}`.trim());
  const ids = `<StackId>arn:aws:cloudformation:eu-west-1:${account}:stack/${name}/1</StackId>
    <StackName>${name}</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime>`;
  if (aws.credentials === 'expired')
    return failed(403, 'ExpiredToken', 'The security token included in the request is expired');
  if (aws.credentials === 'unknown')
    return failed(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
  switch (action) {
    case 'GetCallerIdentity':
      return succeeded(
        action,
        'https://sts.amazonaws.com/doc/2011-06-15/',
        `<Account>${account}</Account><Arn>arn:aws:iam::${account}:user/dora</Arn><UserId>AIDA</UserId>`,
      );
    case 'DescribeStacks': {
      const stack = aws.stacks.get(name);
      // One that was removed is still known by its ARN.
      if (!stack || (stack.status === 'DELETE_COMPLETE' && asked === name))
        return failed(400, 'ValidationError', `Stack with id ${name} does not exist`);
      return succeeded(
        action,
        cloudFormation,
        `<Stacks><member>${ids}<StackStatus>${stack.status}</StackStatus>
        <Outputs>${Object.entries(stack.outputs ?? {})
          .map(
            ([key, value]) =>
              `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
          )
          .join('')}</Outputs></member></Stacks>`,
      );
    }
    case 'AssumeRole':
      return succeeded(
        action,
        'https://sts.amazonaws.com/doc/2011-06-15/',
        `<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>made</SecretAccessKey>
        <SessionToken>made</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
      );
    case 'CreateChangeSet':
      aws.stacks.set(name, { status: 'REVIEW_IN_PROGRESS' });
      return succeeded(action, cloudFormation, `<Id>${changeSet}</Id>${ids}`);
    case 'DescribeChangeSet':
      return succeeded(
        action,
        cloudFormation,
        `${ids}<ChangeSetId>${changeSet}</ChangeSetId><ChangeSetName>made</ChangeSetName>
        <Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus><Changes><member>
        <Type>Resource</Type><ResourceChange><Action>Add</Action><LogicalResourceId>Tasks</LogicalResourceId>
        <ResourceType>AWS::DynamoDB::GlobalTable</ResourceType></ResourceChange></member></Changes>`,
      );
    case 'ExecuteChangeSet':
      aws.stacks.set(name, { status: 'CREATE_COMPLETE', outputs: aws.outputs });
      return succeeded(action, cloudFormation, '');
    case 'DeleteStack':
      aws.stacks.set(name, { status: 'DELETE_COMPLETE' });
      return succeeded(action, cloudFormation, '');
    case 'DescribeStackEvents':
      return succeeded(action, cloudFormation, '<StackEvents/>');
    case 'GetTemplate':
      return succeeded(action, cloudFormation, '<TemplateBody>{}</TemplateBody>');
    case 'ListStackResources':
      return succeeded(
        action,
        cloudFormation,
        `<StackResourceSummaries>${aws.resources
          .map(
            ({ type, id }) =>
              `<member><ResourceType>${type}</ResourceType><PhysicalResourceId>${id}</PhysicalResourceId>
              <LogicalResourceId>x</LogicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus>
              <LastUpdatedTimestamp>2026-01-01T00:00:00Z</LastUpdatedTimestamp></member>`,
          )
          .join('')}</StackResourceSummaries>`,
      );
    default:
      return failed(400, 'InvalidAction', `Could not find operation ${action}`);
  }
}

const changeSet = `arn:aws:cloudformation:eu-west-1:${account}:changeSet/made/1`;
const cloudFormation = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

const succeeded = (action: string, namespace: string, result: string): Answer => ({
  status: 200,
  body: `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result></${action}Response>`,
});

const failed = (status: number, code: string, message: string): Answer => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

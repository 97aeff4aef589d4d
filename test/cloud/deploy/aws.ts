/** A counterpart for the few questions that a deployment asks of AWS before it does anything: real HTTP, no account behind it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Aws {
  /** For the process that is to ask here instead of AWS. */
  env: Record<string, string>;
  /** Actions in the order in which they were asked, such as `DescribeStacks CDKToolkit`. */
  asked: string[];
  /** What the credentials are to STS. */
  credentials: 'valid' | 'expired' | 'unknown';
  /** Status and outputs of each stack that exists. */
  stacks: Map<string, { status: string; outputs?: Record<string, string> }>;
  /** Logical and physical ids with types, of every stack. */
  resources: { type: string; id: string }[];
  close(): Promise<void>;
}

const account = '111122223333';

export async function startAws(): Promise<Aws> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status, body } = answer(aws, new URLSearchParams(Buffer.concat(chunks).toString()));
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
    },
    asked: [],
    credentials: 'valid',
    stacks: new Map(),
    resources: [],
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
  return aws;
}

interface Answer {
  status: number;
  body: string;
}

function answer(aws: Aws, query: URLSearchParams): Answer {
  const action = query.get('Action') ?? '';
  const name = query.get('StackName') ?? '';
  aws.asked.push(`${action} ${name}`.trim());
  switch (action) {
    case 'GetCallerIdentity':
      if (aws.credentials === 'expired')
        return failed(403, 'ExpiredToken', 'The security token included in the request is expired');
      if (aws.credentials === 'unknown')
        return failed(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
      return succeeded(
        action,
        'https://sts.amazonaws.com/doc/2011-06-15/',
        `<Account>${account}</Account><Arn>arn:aws:iam::${account}:user/dora</Arn><UserId>AIDA</UserId>`,
      );
    case 'DescribeStacks': {
      const stack = aws.stacks.get(name);
      if (!stack) return failed(400, 'ValidationError', `Stack with id ${name} does not exist`);
      return succeeded(
        action,
        cloudFormation,
        `<Stacks><member><StackName>${name}</StackName><StackStatus>${stack.status}</StackStatus>
        <CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks>`,
      );
    }
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

const cloudFormation = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

const succeeded = (action: string, namespace: string, result: string): Answer => ({
  status: 200,
  body: `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result></${action}Response>`,
});

const failed = (status: number, code: string, message: string): Answer => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

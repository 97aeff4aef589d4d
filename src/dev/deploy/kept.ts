/** Resources that survive the stack: tables, user pool and identity pool. Their data cannot be made again. */
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityClient, DeleteIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import {
  CognitoIdentityProviderClient,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';

const keptTypes = {
  'AWS::DynamoDB::GlobalTable': 'table',
  'AWS::Cognito::UserPool': 'user pool',
  'AWS::Cognito::IdentityPool': 'identity pool',
} as const;

export interface Kept {
  kind: (typeof keptTypes)[keyof typeof keptTypes];
  /** Name of the table, id of the pool. */
  id: string;
}

/**
 * The resources that will survive the stack. Call it before the stack is deleted: afterwards nothing lists them
 * together.
 */
export async function findKept(stack: string, region: string): Promise<Kept[]> {
  const client = new CloudFormationClient({ region });
  try {
    const kept: Kept[] = [];
    for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
      for (const { ResourceType = '', PhysicalResourceId } of page.StackResourceSummaries ?? []) {
        // hasOwn checks the key, but tells TypeScript nothing about it.
        if (!PhysicalResourceId || !Object.hasOwn(keptTypes, ResourceType)) continue;
        kept.push({ kind: keptTypes[ResourceType as keyof typeof keptTypes], id: PhysicalResourceId });
      }
    }
    return kept;
  } finally {
    client.destroy();
  }
}

/** The command of AWS's own command line that removes the resource. */
export function removalCommand({ kind, id }: Kept, region: string): string {
  switch (kind) {
    case 'table':
      return `aws dynamodb delete-table --region ${region} --table-name ${id}`;
    case 'user pool':
      return `aws cognito-idp delete-user-pool --region ${region} --user-pool-id ${id}`;
    case 'identity pool':
      return `aws cognito-identity delete-identity-pool --region ${region} --identity-pool-id ${id}`;
  }
}

/** Removes a resource for good, with its data, even if it is protected from deletion. */
export function removeKept({ kind, id }: Kept, region: string): Promise<void> {
  switch (kind) {
    case 'table':
      return removeTable(id, region);
    case 'user pool':
      return removeUserPool(id, region);
    case 'identity pool':
      return removeIdentityPool(id, region);
  }
}

async function removeTable(TableName: string, region: string): Promise<void> {
  const client = new DynamoDBClient({ region });
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table?.DeletionProtectionEnabled)
      await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await client.send(new DeleteTableCommand({ TableName }));
  } finally {
    client.destroy();
  }
}

async function removeUserPool(UserPoolId: string, region: string): Promise<void> {
  const client = new CognitoIdentityProviderClient({ region });
  try {
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
    // This resets all other settings to their defaults, which no longer matters.
    if (UserPool?.DeletionProtection === 'ACTIVE')
      await client.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: 'INACTIVE' }));
    await client.send(new DeleteUserPoolCommand({ UserPoolId }));
  } finally {
    client.destroy();
  }
}

async function removeIdentityPool(IdentityPoolId: string, region: string): Promise<void> {
  const client = new CognitoIdentityClient({ region });
  try {
    await client.send(new DeleteIdentityPoolCommand({ IdentityPoolId }));
  } finally {
    client.destroy();
  }
}

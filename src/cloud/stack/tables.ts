import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { projectKeys, taskKeys, tasksBySequence, userKeys } from '../handlers/tables/table-shapes.ts';

export interface Tables {
  tasks: TableV2;
  projects: TableV2;
  users: TableV2;
}

const common = {
  billing: Billing.onDemand(),
  encryption: TableEncryptionV2.dynamoOwnedKey(),
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  removalPolicy: RemovalPolicy.RETAIN,
};

/** Makes the tables; `handlers/tables/table-shapes.ts` describes their rows. */
export function createTables(stack: Stack): Tables {
  const tasks = new TableV2(stack, 'Tasks', {
    ...common,
    partitionKey: { name: taskKeys.partition, type: AttributeType.STRING },
    sortKey: { name: taskKeys.sort, type: AttributeType.STRING },
    localSecondaryIndexes: [
      {
        indexName: tasksBySequence.name,
        sortKey: { name: tasksBySequence.sort, type: AttributeType.NUMBER },
      },
    ],
    timeToLiveAttribute: taskKeys.expiry,
  });
  const projects = new TableV2(stack, 'Projects', {
    ...common,
    partitionKey: { name: projectKeys.partition, type: AttributeType.STRING },
    sortKey: { name: projectKeys.sort, type: AttributeType.STRING },
  });
  const users = new TableV2(stack, 'Users', {
    ...common,
    partitionKey: { name: userKeys.partition, type: AttributeType.STRING },
    timeToLiveAttribute: userKeys.expiry,
  });
  return { tasks, projects, users };
}

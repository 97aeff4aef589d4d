import type { Table } from '../model.ts';
import { attributeOf, type StackAddress } from './identifiers.ts';
import type { ResolvedResource, Resources } from './resources.ts';
import { listAt, objectAt, stringAt, UnsupportedTemplate } from './template.ts';

/** The properties that become CreateTable's input. */
const definitionParts = [
  'AttributeDefinitions',
  'BillingMode',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
] as const;

export function readTables(resources: Resources, address: StackAddress): Table[] {
  return resources.all('AWS::DynamoDB::GlobalTable').map((resource): Table => {
    const { logicalId, physicalId, properties } = resource;
    const replicas = listAt(properties.Replicas, `${logicalId}.Replicas`);
    const regions = replicas.map((replica) => objectAt(replica, `${logicalId}.Replicas`).Region);
    if (regions.some((region) => region !== address.region)) {
      throw new UnsupportedTemplate(`${logicalId}.Replicas`, 'a table in more than one region');
    }
    const parts = definitionParts.filter((part) => properties[part] !== undefined);
    return {
      name: physicalId,
      arn: attributeOf(resource, 'Arn', address, logicalId),
      definition: Object.fromEntries(parts.map((part) => [part, properties[part]])),
      timeToLive: readTimeToLive(resource),
    };
  });
}

function readTimeToLive({ logicalId, properties }: ResolvedResource): string | null {
  const where = `${logicalId}.TimeToLiveSpecification`;
  const specification = objectAt(properties.TimeToLiveSpecification ?? { Enabled: false }, where);
  return specification.Enabled ? stringAt(specification.AttributeName, where) : null;
}

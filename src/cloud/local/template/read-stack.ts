/** Reads the synthesised template into the model that the local cloud runs. */
import { readFileSync } from 'node:fs';
import type { Synth } from '../../stack/synth.ts';
import type { StackModel } from '../model.ts';
import { readApis } from './apis.ts';
import { readFunctions } from './functions.ts';
import { attributeOf, type StackAddress } from './identifiers.ts';
import { resolveTemplate } from './resources.ts';
import { readRoles } from './roles.ts';
import { readTables } from './tables.ts';
import { objectAt, stringAt } from './template.ts';

/** The region and the account of the local cloud. */
export const localAddress: StackAddress = {
  region: 'us-east-1',
  account: '000000000000',
  stackName: 'Countersign',
};

/**
 * @param physicalId the id or name of a resource, for instance `us-east-1_AbC123xyz` for the user pool. It must stay
 * the same for a resource during the lifetime of its data
 * @throws UnsupportedTemplate for an unsupported resource, property or intrinsic function
 */
export function readStack(
  synth: Synth,
  physicalId: (logicalId: string, resourceType: string) => string,
  address: StackAddress = localAddress,
): StackModel {
  const template = objectAt(JSON.parse(readFileSync(synth.templateFile, 'utf8')), synth.templateFile);
  const resources = resolveTemplate(template, address, physicalId);
  const userPool = resources.one('AWS::Cognito::UserPool');
  const client = resources.one('AWS::Cognito::UserPoolClient');
  const identityPool = resources.one('AWS::Cognito::IdentityPool');
  const attachment = resources.one('AWS::Cognito::IdentityPoolRoleAttachment');
  const identityRoles = objectAt(attachment.properties.Roles, `${attachment.logicalId}.Roles`);
  return {
    region: address.region,
    account: address.account,
    userPool: {
      id: userPool.physicalId,
      arn: attributeOf(userPool, 'Arn', address, userPool.logicalId),
      properties: userPool.properties,
    },
    userPoolClient: { id: client.physicalId, properties: client.properties },
    userPoolGroups: resources.all('AWS::Cognito::UserPoolGroup').map((group) => group.properties),
    userPoolProviders: resources
      .all('AWS::Cognito::UserPoolIdentityProvider')
      .map((provider) => provider.properties),
    identityPool: { id: identityPool.physicalId, properties: identityPool.properties },
    identityRoles: {
      authenticated: stringAt(identityRoles.authenticated, `${attachment.logicalId}.Roles`),
      unauthenticated: stringAt(identityRoles.unauthenticated, `${attachment.logicalId}.Roles`),
    },
    roles: readRoles(resources, address),
    apis: readApis(resources),
    functions: readFunctions(resources, address, synth),
    tables: readTables(resources, address),
    outputs: resources.outputs,
  };
}

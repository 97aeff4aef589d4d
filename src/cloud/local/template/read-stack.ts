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
import { type JsonObject, objectAt, stringAt, UnsupportedTemplate } from './template.ts';

/** The region and the account of the local cloud. */
export const localAddress: StackAddress = {
  region: 'us-east-1',
  account: '000000000000',
  stackName: 'Countersign',
};

/** A stack that differs from ours, as other people's do. */
export interface StackVariant {
  region?: string;
  /** Properties of the only resource of a type, in place of its own; undefined takes one out. */
  properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * @param physicalId the id or name of a resource, for instance `us-east-1_AbC123xyz` for the user pool. It must stay
 * the same for a resource during the lifetime of its data
 * @throws UnsupportedTemplate for an unsupported resource, property or intrinsic function
 */
export function readStack(
  synth: Synth,
  physicalId: (logicalId: string, resourceType: string) => string,
  changed: { address?: StackAddress; properties?: StackVariant['properties'] } = {},
): StackModel {
  const { address = localAddress, properties = {} } = changed;
  const template = objectAt(JSON.parse(readFileSync(synth.templateFile, 'utf8')), synth.templateFile);
  changeProperties(template, properties);
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

/** @throws UnsupportedTemplate if the template has no resource of a type, or several */
function changeProperties(template: JsonObject, changed: NonNullable<StackVariant['properties']>): void {
  const resources = Object.values(objectAt(template.Resources, 'Resources')).map((one) =>
    objectAt(one, 'Resources'),
  );
  for (const [type, properties] of Object.entries(changed)) {
    const [only, ...others] = resources.filter((one) => one.Type === type);
    if (!only || others.length > 0)
      throw new UnsupportedTemplate(type, 'a variant of anything but one resource');
    const merged = { ...objectAt(only.Properties ?? {}, type), ...properties };
    only.Properties = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  }
}

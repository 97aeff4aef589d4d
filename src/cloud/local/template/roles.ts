import type { PolicyDocument, Role } from '../model.ts';
import { attributeOf, type StackAddress } from './identifiers.ts';
import type { Resources } from './resources.ts';
import { listAt, objectAt } from './template.ts';

/** Every role by its ARN, with its inline policies and those that policy resources attach to it. */
export function readRoles(resources: Resources, address: StackAddress): Map<string, Role> {
  const attached = resources.all('AWS::IAM::Policy');
  const roles = resources.all('AWS::IAM::Role').map((role): Role => {
    const inline = listAt(role.properties.Policies, `${role.logicalId}.Policies`);
    const documents = [
      ...inline.map((policy) => objectAt(policy, `${role.logicalId}.Policies`).PolicyDocument),
      ...attached
        .filter((policy) => listAt(policy.properties.Roles, policy.logicalId).includes(role.physicalId))
        .map((policy) => policy.properties.PolicyDocument),
    ];
    return {
      arn: attributeOf(role, 'Arn', address, role.logicalId),
      name: role.physicalId,
      // The policy evaluation itself refuses unknown elements.
      policies: documents.map((document) => objectAt(document, role.logicalId) as unknown as PolicyDocument),
    };
  });
  return new Map(roles.map((role) => [role.arn, role]));
}

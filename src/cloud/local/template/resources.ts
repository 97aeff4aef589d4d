/** The resources of a template with their references resolved. They are found by type or by physical id. */

import { checkAccepted } from './accepted.ts';
import { type PhysicalResource, refOf, type StackAddress } from './identifiers.ts';
import { createResolver } from './intrinsics.ts';
import {
  type JsonObject,
  objectAt,
  stringAt,
  type TemplateResource,
  UnsupportedTemplate,
} from './template.ts';

export interface ResolvedResource extends PhysicalResource {
  /** References resolved. */
  properties: JsonObject;
}

export interface Resources {
  /** All of a type, in the template's order. */
  all(type: string): ResolvedResource[];
  /** The only one of its type. @throws UnsupportedTemplate if there are none or several */
  one(type: string): ResolvedResource;
  /** Output values by name. */
  outputs: Record<string, string>;
}

/** Parts of a template that do not change the stack's behaviour. */
const harmlessParts = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Outputs',
  'Resources',
]);
/** The CDK writes these into every stack, for its own bootstrap. */
const bootstrapParts = { Parameters: 'BootstrapVersion', Rules: 'CheckBootstrapVersion' };

/**
 * @param physicalId the id of a resource; called once for each, with a stable result
 * @throws UnsupportedTemplate with the name of any unsupported part
 */
export function resolveTemplate(
  template: JsonObject,
  address: StackAddress,
  physicalId: (logicalId: string, resourceType: string) => string,
): Resources {
  checkParts(template);
  const written = readResources(template);
  const physical = new Map<string, PhysicalResource>();
  for (const { logicalId, type, properties } of written) {
    const given = nameOf(type, properties);
    physical.set(logicalId, { logicalId, type, physicalId: given ?? physicalId(logicalId, type) });
  }
  const resolver = createResolver(physical, address);
  const resolved = written.map((resource): ResolvedResource => {
    const properties = Object.entries(resource.properties).map(
      ([name, value]) => [name, resolver.resolve(value, `${resource.logicalId}.${name}`)] as const,
    );
    const known = physical.get(resource.logicalId) as PhysicalResource; // set in the loop above
    return { ...known, properties: Object.fromEntries(properties) };
  });

  const outputs = Object.entries(objectAt(template.Outputs ?? {}, 'Outputs')).map(([name, output]) => {
    const where = `Outputs.${name}`;
    return [name, stringAt(resolver.resolve(objectAt(output, where).Value, where), where)] as const;
  });

  const all = (type: string) => resolved.filter((resource) => resource.type === type);
  return {
    all,
    one(type) {
      const [only, ...others] = all(type);
      if (!only || others.length > 0)
        throw new UnsupportedTemplate(type, 'anything but one resource of this type');
      return only;
    },
    outputs: Object.fromEntries(outputs),
  };
}

/** The fixed name of a resource, if the template has one. A stage is known by its name. */
function nameOf(type: string, properties: JsonObject): string | undefined {
  const property = {
    'AWS::ApiGateway::Stage': 'StageName',
    'AWS::Cognito::UserPoolIdentityProvider': 'ProviderName',
    'AWS::IAM::Role': 'RoleName',
  }[type];
  const name = property ? properties[property] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function checkParts(template: JsonObject): void {
  for (const [part, value] of Object.entries(template)) {
    if (harmlessParts.has(part)) continue;
    const expected =
      Object.hasOwn(bootstrapParts, part) && bootstrapParts[part as keyof typeof bootstrapParts]; // an own key of it
    const names = Object.keys(objectAt(value, part));
    if (!expected || names.some((name) => name !== expected)) {
      throw new UnsupportedTemplate(part, `the part ${part} of a template (${names.join(', ')})`);
    }
  }
}

function readResources(template: JsonObject): TemplateResource[] {
  return Object.entries(objectAt(template.Resources, 'Resources')).map(([logicalId, value]) => {
    const resource = objectAt(value, logicalId);
    if (resource.Condition !== undefined)
      throw new UnsupportedTemplate(logicalId, 'a resource with a condition');
    const read = {
      logicalId,
      type: stringAt(resource.Type, `${logicalId}.Type`),
      properties: objectAt(resource.Properties ?? {}, logicalId),
    };
    checkAccepted(read);
    return read;
  });
}

/** The resource with this `Ref`. @throws UnsupportedTemplate if there is none */
export function byRef(candidates: ResolvedResource[], ref: unknown, where: string): ResolvedResource {
  const found = candidates.find((one) => refOf(one) === ref);
  if (!found) throw new UnsupportedTemplate(where, `a reference to ${JSON.stringify(ref)}`);
  return found;
}

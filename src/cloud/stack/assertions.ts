/** Our own rules for every template. The CDK's validation does not check them. */
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { functionsHaveTheirOwnRole, functionsLogWhereItEnds, logsEnd } from './assertions/functions.ts';
import { actionsAreKnown, noManagedPolicies, resourcesAreNamed } from './assertions/policies.ts';
import { authorizersNameTheClient, routesAreGuarded } from './assertions/routes.ts';
import { accessLogsTellOfNobody } from './assertions/stages.ts';
import { keysAreDefined, tablesAreBackedUpAndEncrypted, tablesAreOfOneType } from './assertions/tables.ts';
import { parseTemplate, type Rule } from './assertions/template.ts';

const rules: Rule[] = [
  routesAreGuarded,
  authorizersNameTheClient,
  keysAreDefined,
  tablesAreBackedUpAndEncrypted,
  tablesAreOfOneType,
  actionsAreKnown,
  resourcesAreNamed,
  noManagedPolicies,
  functionsHaveTheirOwnRole,
  functionsLogWhereItEnds,
  logsEnd,
  accessLogsTellOfNobody,
];

/** Checks a template (parsed JSON). Returns a sentence for each fault. */
export function faultsOf(json: unknown): string[] {
  const template = parseTemplate(json);
  return rules.flatMap((rule) => rule(template));
}

/** @throws Error with all faults of the synthesised stacks */
export function refuseFaults(assembly: CloudAssembly): void {
  const faults = assembly.stacks.flatMap(({ template }) => faultsOf(template));
  if (faults.length) throw new Error(`The stack breaks its own rules:\n  ${faults.join('\n  ')}`);
}

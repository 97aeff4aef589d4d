/**
 * Decides whether identity-based policies allow an action on a resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import type { PolicyDocument, PolicyStatement } from '../model.ts';

export type PolicyDecision = 'allow' | 'implicitDeny' | 'explicitDeny';

/** Thrown if the decision would be a guess: for a condition, a principal, a policy variable, or an unknown element. */
export class UnsupportedPolicy extends Error {
  constructor(what: string) {
    super(`The local cloud does not evaluate ${what} in a policy.`);
    this.name = 'UnsupportedPolicy';
  }
}

const elements = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource']);

/**
 * An explicit Deny wins over every Allow. Without either, the action is denied.
 *
 * @param action such as `dynamodb:GetItem`; case does not matter
 * @param resource the ARN; case matters
 * @throws UnsupportedPolicy
 */
export function decide(
  policies: readonly PolicyDocument[],
  action: string,
  resource: string,
): PolicyDecision {
  const statements = policies.flatMap((policy) => policy.Statement);
  statements.forEach(checkElements);
  const effects = statements.filter((one) => applies(one, action, resource)).map((one) => one.Effect);
  if (effects.includes('Deny')) return 'explicitDeny';
  return effects.includes('Allow') ? 'allow' : 'implicitDeny';
}

function checkElements(statement: PolicyStatement): void {
  const unknown = Object.keys(statement).find((element) => !elements.has(element));
  if (unknown) throw new UnsupportedPolicy(`the element ${unknown}`);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    throw new UnsupportedPolicy(`the effect ${JSON.stringify(statement.Effect)}`);
  }
  for (const [one, other] of [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
  ] as const) {
    if ((statement[one] === undefined) === (statement[other] === undefined)) {
      throw new UnsupportedPolicy(`a statement without exactly one of ${one} and ${other}`);
    }
  }
}

function applies(statement: PolicyStatement, action: string, resource: string): boolean {
  const ofAction = (pattern: string) => matches(pattern.toLowerCase(), action.toLowerCase());
  const ofResource = (pattern: string) => matches(pattern, resource);
  return (
    included(statement.Action, statement.NotAction, ofAction) &&
    included(statement.Resource, statement.NotResource, ofResource)
  );
}

type Patterns = string | string[] | undefined;

const included = (patterns: Patterns, excluded: Patterns, test: (pattern: string) => boolean): boolean =>
  patterns === undefined ? ![excluded ?? []].flat().some(test) : [patterns].flat().some(test);

/** `*` matches any characters, `?` one; both cross `/` and `:`. */
export function matches(pattern: string, value: string): boolean {
  if (pattern.includes('${')) throw new UnsupportedPolicy(`the policy variable in ${pattern}`);
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${expression}$`).test(value);
}

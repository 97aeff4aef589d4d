/** An operation of an AWS service with JSON: parses the input, and words refusals as AWS does. */
import * as v from 'valibot';
import type { HttpRequest } from './http.ts';
import { ServiceError } from './service-error.ts';

/** Takes the parsed JSON of a request and returns the answer's JSON. */
export type Operation = (body: unknown) => Promise<object>;

/** The operations of one service, by the name that follows the dot in `X-Amz-Target`. */
export interface Service {
  /** The name in endpoints and in the control room, e.g. `cognito-idp`. */
  name: string;
  operations: ReadonlyMap<string, Operation>;
  /** Operations that need the cloud's own credentials. @throws ServiceError for any other caller */
  admin?: { operations: ReadonlySet<string>; require(request: HttpRequest): void };
}

/** @param run gets the parsed input; a {@link ServiceError} that it throws reaches the caller */
export function operation<S extends v.GenericSchema>(
  input: S,
  run: (input: v.InferOutput<S>) => Promise<object>,
): Operation {
  return async (body) => {
    // The schema would accept a list as an object; AWS does not.
    if (Array.isArray(body)) throw new ServiceError('SerializationException', describeType(body));
    const parsed = v.safeParse(input, body);
    if (!parsed.success) throw refusal(parsed.issues);
    return run(parsed.output);
  };
}

/** A member that must match a pattern. The error has AWS's words. */
export const pattern = (expression: RegExp) =>
  v.regex(expression, `Member must satisfy regular expression pattern: ${expression.source}`);

/** A text with a bounded length. The error has AWS's words. */
export const text = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.minLength(least, `Member must have length greater than or equal to ${least}`),
    v.maxLength(most, `Member must have length less than or equal to ${most}`),
  );

function refusal(issues: readonly v.BaseIssue<unknown>[]): ServiceError {
  const misplaced = issues.find((issue) => issue.kind === 'schema' && !isMissing(issue));
  if (misplaced) return new ServiceError('SerializationException', describeType(misplaced.input));
  const faults = issues.map((issue) => {
    const constraint = isMissing(issue) ? 'Member must not be null' : issue.message;
    return `Value at '${member(issue)}' failed to satisfy constraint: ${constraint}`;
  });
  const count = `${faults.length} validation error${faults.length === 1 ? '' : 's'} detected`;
  return new ServiceError('InvalidParameterException', `${count}: ${faults.join('; ')}`);
}

const isMissing = (issue: v.BaseIssue<unknown>) =>
  issue.kind === 'schema' && (issue.input === undefined || issue.input === null) && issue.path !== undefined;

/** The path of an issue in AWS's notation: `UserAttributes[0].Name` becomes `userAttributes.1.member.name`. */
function member(issue: v.BaseIssue<unknown>): string {
  const steps = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `${key + 1}.member` : String(key).replace(/^./, (first) => first.toLowerCase()),
  );
  return steps.join('.');
}

function describeType(value: unknown): string {
  if (typeof value === 'number') return 'NUMBER_VALUE can not be converted to a String';
  if (typeof value === 'boolean') return `${value ? 'TRUE' : 'FALSE'}_VALUE can not be converted to a String`;
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (typeof value === 'object' && value !== null)
    return 'Start of structure or map found where not expected.';
  return 'Unexpected field type';
}

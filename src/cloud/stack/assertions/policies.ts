/** Rules for policies. AWS deploys a misspelt action without a warning, and it then allows nothing. */
import * as v from 'valibot';
import { type Rule, resourcesOf, type Template } from './template.ts';

/** Every action that the stack may allow. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const known = new Set([
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:UpdateItem',
  'execute-api:Invoke',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:PutLogEvents',
  'sns:Publish',
  'sts:AssumeRole',
  'sts:AssumeRoleWithWebIdentity',
]);

/** Actions that may apply to every resource: a text message goes to a telephone number, which has no ARN. */
const everywhere = new Set(['sns:Publish']);

const oneOrMore = v.union([
  v.array(v.unknown()),
  v.pipe(
    v.unknown(),
    v.transform((one) => [one]),
  ),
]);
const document = v.object({
  Statement: v.array(
    v.looseObject({
      Effect: v.optional(v.string()),
      Action: v.optional(oneOrMore, []),
      Resource: v.optional(oneOrMore, []),
    }),
  ),
});
const inline = v.optional(v.array(v.object({ PolicyDocument: document })), []);

type Statement = v.InferOutput<typeof document>['Statement'][number];

export const actionsAreKnown: Rule = (template) =>
  statementsOf(template).flatMap(({ id, statement }) => [
    ...('NotAction' in statement || 'NotResource' in statement || 'NotPrincipal' in statement
      ? [`${id}: a statement says what it is not about.`]
      : []),
    ...statement.Action.filter((action) => !known.has(String(action))).map((action) =>
      String(action).includes('*')
        ? `${id}: ${String(action)} gives more than one action.`
        : `${id}: ${String(action)} is no known action.`,
    ),
  ]);

export const resourcesAreNamed: Rule = (template) =>
  statementsOf(template)
    .filter(
      ({ statement }) =>
        statement.Resource.includes('*') && !statement.Action.every((one) => everywhere.has(String(one))),
    )
    .map(({ id, statement }) => `${id}: ${statement.Action.join(', ')} is given on every resource.`);

/** A managed policy is maintained by others, and changes when they change it. */
export const noManagedPolicies: Rule = (template) =>
  resourcesOf(template, 'AWS::IAM::Role')
    .filter(({ properties }) => properties.ManagedPolicyArns !== undefined)
    .map(({ id }) => `${id}: has a managed policy.`);

function statementsOf(template: Template): { id: string; statement: Statement }[] {
  const roles = resourcesOf(template, 'AWS::IAM::Role').flatMap(({ id, properties }) => [
    { id, document: v.parse(document, properties.AssumeRolePolicyDocument) },
    ...v.parse(inline, properties.Policies).map(({ PolicyDocument }) => ({ id, document: PolicyDocument })),
  ]);
  const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::SNS::TopicPolicy']
    .flatMap((type) => resourcesOf(template, type))
    .map(({ id, properties }) => ({ id, document: v.parse(document, properties.PolicyDocument) }));
  return [...roles, ...policies].flatMap(({ id, document }) =>
    document.Statement.map((statement) => ({ id, statement })),
  );
}

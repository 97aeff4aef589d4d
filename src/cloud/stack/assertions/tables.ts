/** Rules for tables. They prevent a failure half-way through a deployment, and tables without a backup. */
import * as v from 'valibot';
import { type Rule, resourcesOf } from './template.ts';

const keySchema = v.array(v.object({ AttributeName: v.string() }));
const indexes = v.optional(v.array(v.object({ IndexName: v.string(), KeySchema: keySchema })), []);
const table = v.object({
  AttributeDefinitions: v.optional(v.array(v.object({ AttributeName: v.string() })), []),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: indexes,
  LocalSecondaryIndexes: indexes,
});
const backedUp = v.looseObject({
  PointInTimeRecoverySpecification: v.looseObject({ PointInTimeRecoveryEnabled: v.literal(true) }),
});

export const keysAreDefined: Rule = (template) =>
  resourcesOf(template, 'AWS::DynamoDB::GlobalTable').flatMap(({ id, properties }) => {
    const given = v.parse(table, properties);
    const defined = new Set(given.AttributeDefinitions.map(({ AttributeName }) => AttributeName));
    const keyed = [
      { name: 'the table', keys: given.KeySchema },
      ...[...given.GlobalSecondaryIndexes, ...given.LocalSecondaryIndexes].map((index) => ({
        name: `the index ${index.IndexName}`,
        keys: index.KeySchema,
      })),
    ];
    const used = new Set(keyed.flatMap(({ keys }) => keys.map(({ AttributeName }) => AttributeName)));
    return [
      ...keyed.flatMap(({ name, keys }) =>
        keys
          .filter(({ AttributeName }) => !defined.has(AttributeName))
          .map(({ AttributeName }) => `${id}: ${AttributeName}, a key of ${name}, is not defined.`),
      ),
      // DynamoDB refuses these too.
      ...[...defined].filter((one) => !used.has(one)).map((one) => `${id}: ${one} is defined but no key.`),
    ];
  });

export const tablesAreBackedUpAndEncrypted: Rule = (template) =>
  resourcesOf(template, 'AWS::DynamoDB::GlobalTable').flatMap(({ id, properties }) => [
    ...(v.is(v.pipe(v.array(backedUp), v.minLength(1)), properties.Replicas)
      ? []
      : [`${id}: point-in-time recovery is off.`]),
    // `SSEEnabled: false` means encryption too: by a key that DynamoDB owns.
    ...(v.is(v.object({ SSEEnabled: v.boolean() }), properties.SSESpecification)
      ? []
      : [`${id}: nobody has said how it is encrypted.`]),
  ]);

/** The rules above do not cover DynamoDB tables of the older type. */
export const tablesAreOfOneType: Rule = (template) =>
  resourcesOf(template, 'AWS::DynamoDB::Table').map(
    ({ id }) => `${id}: tables are of type AWS::DynamoDB::GlobalTable.`,
  );

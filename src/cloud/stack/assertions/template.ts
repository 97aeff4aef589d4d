/** The parts of a synthesised template that the rules read. */
import * as v from 'valibot';

const resource = v.object({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});
const schema = v.object({ Resources: v.record(v.string(), resource) });

export type Template = v.InferOutput<typeof schema>;

/** A resource of a template by its logical id. */
export interface Resource {
  id: string;
  properties: Record<string, unknown>;
}

/** Checks a template. Returns a sentence for each fault. */
export type Rule = (template: Template) => string[];

export const parseTemplate = (json: unknown): Template => v.parse(schema, json);

export function resourcesOf(template: Template, type: string): Resource[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]) => ({ id, properties: Properties }));
}

const pointer = v.union([
  v.object({ Ref: v.string() }),
  v.pipe(
    v.object({ 'Fn::GetAtt': v.looseTuple([v.string()]) }),
    v.transform((given) => ({ Ref: given['Fn::GetAtt'][0] })),
  ),
]);

/** The logical id that a value refers to by `Ref` or `Fn::GetAtt`; null for any other value. */
export function pointedAt(value: unknown): string | null {
  const parsed = v.safeParse(pointer, value);
  return parsed.success ? parsed.output.Ref : null;
}

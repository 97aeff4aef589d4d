/** A CloudFormation template as far as the local cloud supports it. Unsupported parts are refused by name. */

export interface TemplateResource {
  logicalId: string;
  type: string;
  /** As written, references unresolved. */
  properties: Record<string, unknown>;
}

/** Thrown for any part that would behave differently on AWS if the local cloud ignored it. */
export class UnsupportedTemplate extends Error {
  constructor(where: string, what: string) {
    super(`The local cloud does not support ${what} (${where}).`);
    this.name = 'UnsupportedTemplate';
  }
}

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that must be an object. @throws UnsupportedTemplate with the place */
export function objectAt(value: unknown, where: string): JsonObject {
  if (!isObject(value))
    throw new UnsupportedTemplate(where, `${JSON.stringify(value)} in the place of an object`);
  return value;
}

/** A value that must be a string. @throws UnsupportedTemplate with the place */
export function stringAt(value: unknown, where: string): string {
  if (typeof value !== 'string') {
    throw new UnsupportedTemplate(where, `${JSON.stringify(value)} in the place of a text`);
  }
  return value;
}

/** A value that must be a list; undefined is the empty list. @throws UnsupportedTemplate with the place */
export function listAt(value: unknown, where: string): unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    throw new UnsupportedTemplate(where, `${JSON.stringify(value)} in the place of a list`);
  }
  return value;
}

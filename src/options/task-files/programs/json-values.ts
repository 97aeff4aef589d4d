/** Values of JSON as the texts of cells. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A text, number or boolean as text; empty for anything else. */
export const word = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? `${value}`
      : '';

/** Levels of objects that become columns of their own. Deeper ones are one cell. */
const deepest = 3;

/** An object as cells: `{ "source": { "url": "…" } }` has the column `source.url`. Nothing of it is left out. */
export function flatten(value: JsonObject, prefix = '', depth = 1): Record<string, string> {
  const cells: Record<string, string> = Object.create(null); // a column may have any name, `__proto__` too
  for (const [key, inside] of Object.entries(value)) {
    const name = `${prefix}${key}`;
    if (isObject(inside) && depth < deepest) Object.assign(cells, flatten(inside, `${name}.`, depth + 1));
    else cells[name] = textOf(inside);
  }
  return cells;
}

/** A list of words, or of things with names, becomes words with commas between them. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (!Array.isArray(value)) return isObject(value) ? JSON.stringify(value) : word(value);
  const named = value.map((one) => (isObject(one) ? word(one.name) || word(one.title) : word(one)));
  return named.every(Boolean) ? named.join(', ') : value.length > 0 ? JSON.stringify(value) : '';
}

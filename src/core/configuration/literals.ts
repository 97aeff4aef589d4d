/**
 * The data in a configuration file, without running it: JSON, one object literal in JSON's notation behind
 * `const x =` / `export default`, or one `const NAME = literal;` a line (as AWS Mobile Hub wrote them).
 *
 * @returns the object, or null when there is no such data
 */
export function literalsOf(text: string): Record<string, unknown> | null {
  const whole = objectIn(text.trim());
  if (whole) return whole;
  const braced = /=\s*(\{[\s\S]*\})\s*;?/.exec(text)?.[1];
  const assigned = braced ? objectIn(braced.replace(/,(\s*[}\]])/g, '$1')) : null;
  return assigned ?? constantsOf(text);
}

function constantsOf(text: string): Record<string, unknown> | null {
  const constants: Record<string, unknown> = {};
  for (const [, name, literal] of text.matchAll(
    /^\s*(?:export\s+)?(?:const|let|var)\s+(\w+)\s*=\s*(.+?);?\s*$/gm,
  )) {
    if (!name || !literal) continue;
    const value = parse(literal.startsWith("'") ? doubleQuoted(literal) : literal);
    if (value !== undefined) constants[name] = value;
  }
  return Object.keys(constants).length > 0 ? constants : null;
}

/** Converts a single-quoted string to JSON's notation. */
function doubleQuoted(literal: string): string {
  return JSON.stringify(literal.replace(/^'|'$/g, '').replace(/\\(.)/g, '$1'));
}

function objectIn(text: string): Record<string, unknown> | null {
  const value = parse(text);
  // An object of JSON has string keys and unknown values.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON; the caller tries the next notation
  }
}

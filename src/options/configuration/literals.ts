/**
 * The data in a configuration file, without running it: JSON, one object literal in JSON's notation behind
 * `const x =` / `export default`, or one `const NAME = literal;` a line (as AWS Mobile Hub wrote them).
 *
 * Its time grows with the text's length and no faster, whatever the text is: nothing is looked for twice from one place.
 *
 * @returns the object, or null when there is no such data
 */
export function literalsOf(text: string): Record<string, unknown> | null {
  return objectIn(text.trim()) ?? assignedObject(text) ?? constantsOf(text);
}

/** From the brace behind the first assignment to the last one there is. */
function assignedObject(text: string): Record<string, unknown> | null {
  const start = /(?:=|\bdefault\s)\s*\{/.exec(text);
  if (!start) return null;
  const braced = text.slice(start.index + start[0].length - 1, text.lastIndexOf('}') + 1);
  return objectIn(braced.replace(/,(\s*[}\]])/g, '$1'));
}

function constantsOf(text: string): Record<string, unknown> | null {
  const constants: Record<string, unknown> = {};
  for (const line of text.split(/[\r\n\u2028\u2029]/)) {
    const sign = line.indexOf('=');
    const name = /^(?:export\s+)?(?:const|let|var)\s+(\w+)$/.exec(
      line.slice(0, Math.max(sign, 0)).trim(),
    )?.[1];
    if (!name) continue;
    const literal = line
      .slice(sign + 1)
      .trim()
      .replace(/;$/, '')
      .trimEnd();
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

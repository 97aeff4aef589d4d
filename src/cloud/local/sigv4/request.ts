/** A request exactly as it was sent. A signature covers this form. */
export interface RawRequest {
  method: string;
  /** Request target, undecoded, one character for each byte (as `IncomingMessage.url` gives it). */
  target: string;
  /** Names and values in turn, in their order, duplicates included. */
  rawHeaders: readonly string[];
  body: Uint8Array;
}

/** All values of a header, in their order. */
export function headerValues({ rawHeaders }: Pick<RawRequest, 'rawHeaders'>, name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === name) values.push(rawHeaders[i + 1] ?? '');
  }
  return values;
}

/** The target's path and query, undecoded; the query is null if there is no `?`. */
export function splitTarget(target: string): { path: string; query: string | null } {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: null }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** The query's names and values in their order, decoded to bytes (one character for each byte). */
export function queryPairs(query: string | null): [name: string, value: string][] {
  return (query ?? '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const mark = part.indexOf('=');
      const [name, value] = mark < 0 ? [part, ''] : [part.slice(0, mark), part.slice(mark + 1)];
      return [decodeBytes(name), decodeBytes(value)];
    });
}

/** Decodes percent escapes, and a plus as a space; a broken escape stays as it is. */
const decodeBytes = (text: string) =>
  text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

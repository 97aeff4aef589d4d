/** A request exactly as it came over the wire: what a signature is about. */
export interface RawRequest {
  method: string;
  /** Request target, undecoded, one character a byte (as `IncomingMessage.url` gives it). */
  target: string;
  /** Names and values in turn, as they came, duplicates included. */
  rawHeaders: readonly string[];
  body: Uint8Array;
}

/** All values of a header, in the order they came. */
export function headerValues({ rawHeaders }: Pick<RawRequest, 'rawHeaders'>, name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === name) values.push(rawHeaders[i + 1] ?? '');
  }
  return values;
}

/** The target's path and query, undecoded; the query is null where there is no `?`. */
export function splitTarget(target: string): { path: string; query: string | null } {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: null }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** The query's names and values in the order they came, decoded to bytes (one character a byte). */
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

/** Percent-decoded, a plus as a space; a broken escape stays as it is. */
const decodeBytes = (text: string) =>
  text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

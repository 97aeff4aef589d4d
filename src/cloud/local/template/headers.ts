import { objectAt, stringAt, UnsupportedTemplate } from './template.ts';

/**
 * Fixed headers of a response in the notation of API Gateway's parameters: `PREFIXName: "'value'"`.
 *
 * @throws UnsupportedTemplate for a parameter that is not a header, or a value that is mapped from the request
 */
export function readHeaders(parameters: unknown, prefix: string, where: string): Record<string, string> {
  const headers = Object.entries(objectAt(parameters, where)).map(([name, value]) => {
    if (!name.startsWith(prefix)) throw new UnsupportedTemplate(where, `the response parameter ${name}`);
    const quoted = /^'([^']*)'$/.exec(stringAt(value, where))?.[1];
    if (quoted === undefined) throw new UnsupportedTemplate(where, `the mapping expression ${value}`);
    return [name.slice(prefix.length), quoted] as const;
  });
  return Object.fromEntries(headers);
}

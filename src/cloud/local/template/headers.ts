import { objectAt, stringAt, UnsupportedTemplate } from './template.ts';

/**
 * Fixed headers of a response, as API Gateway's parameters write them: `PREFIXName: "'value'"`.
 *
 * @throws UnsupportedTemplate for a parameter that is no header, or a value that would be mapped from the request
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

/** Addresses that the stack has on AWS, in a function's environment: on this machine they are the local cloud's. */
import type { StackModel } from '../model.ts';

/**
 * @param url the local cloud's, without a trailing slash
 * @returns the text with each address of the stack's own APIs and of its sign-in page replaced
 */
export function withOwnAddresses(
  text: string,
  { apis, region }: Pick<StackModel, 'apis' | 'region'>,
  url: string,
): string {
  const hosted = new RegExp(`https://[a-z0-9-]+\\.auth\\.${region}\\.amazoncognito\\.com`, 'g');
  return apis.reduce(
    (replaced, { id }) =>
      replaced.replaceAll(`https://${id}.execute-api.${region}.amazonaws.com`, `${url}/${id}`),
    text.replace(hosted, url),
  );
}
